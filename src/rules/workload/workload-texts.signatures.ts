import { kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const staging = `${kubernetes}/staging/src/k8s.io`;
const plugin = `${kubernetes}/plugin/pkg/admission`;

/** What the API server refuses, and what controllers give up on. */
export const workloadTexts: OwnedTexts = {
  'workload/quota-exceeded': [
    textSignature({
      id: 'quota-exceeded',
      patterns: [
        /exceeded quota: (?<quota>[\w.-]{1,253}), requested: (?<requested>[^\n]{1,120}?), used: (?<used>[^\n]{1,120}?), limited: (?<limited>[\w.=,/-]{1,120})/,
      ],
      en: 'Quota {quota} does not allow it: {requested} is asked for, {used} used, of {limited}.',
      ko: '{quota} 리소스쿼터를 넘습니다. 요청 {requested}, 사용 중 {used}, 한도 {limited}.',
      look: ['`kubectl describe quota`.', '`kubectl describe quota` 출력을 확인합니다.'],
      fix: ['Use less, delete what is not needed, or raise the quota.', '사용량을 줄이거나, 필요 없는 것을 지우거나, 쿼터를 늘립니다.'],
      link: `${staging}/apiserver/pkg/admission/plugin/resourcequota/controller.go`,
    }),
  ],
  'workload/quota-unspecified': [
    textSignature({
      id: 'quota-unspecified',
      patterns: [/failed quota: (?<quota>[\w.-]{1,253}): must specify (?<what>[^\n"]{1,160})/],
      en: 'Quota {quota} demands that every container sets {what}.',
      ko: '{quota} 리소스쿼터 때문에 모든 컨테이너에 {what} 값이 있어야 합니다.',
      look: [
        '`kubectl describe quota`, `kubectl describe limitrange`.',
        '`kubectl describe quota`, `kubectl describe limitrange` 출력을 확인합니다.',
      ],
      fix: ['Set requests and limits, or defaults with a LimitRange.', '요청과 한도를 정하거나 리밋레인지로 기본값을 둡니다.'],
      link: `${kubernetes}/pkg/quota/v1/evaluator/core/pods.go`,
    }),
  ],
  'workload/limit-range-violated': [
    textSignature({
      id: 'limit-range',
      patterns: [
        /(?<bound>maximum|minimum) (?<resource>[\w./-]{1,80}) usage per (?<per>\w{1,40}) is (?<value>[\w.]{1,30})/,
        /(?<resource>[\w./-]{1,80}) max limit to request ratio per (?<per>\w{1,40}) is (?<value>[\w.]{1,30})/,
      ],
      en: 'A LimitRange of the namespace sets bounds for {resource} per {per} ({value}), and this is outside of them.',
      ko: '네임스페이스의 리밋레인지가 정한 {per}당 {resource} 범위({value})를 벗어납니다.',
      look: ['`kubectl describe limitrange`.', '`kubectl describe limitrange` 출력을 확인합니다.'],
      fix: ['Change requests and limits, or the LimitRange.', '요청과 한도를 고치거나 리밋레인지를 고칩니다.'],
      link: `${plugin}/limitranger/admission.go`,
    }),
  ],
  'workload/pod-security-denied': [
    textSignature({
      id: 'pod-security',
      patterns: [/violates PodSecurity "(?<level>[\w:.-]{1,60})": (?<why>[^\n]{1,160})/],
      en: 'Pod security level {level} of the namespace forbids it: {why}',
      ko: '네임스페이스의 파드 보안 수준 {level} 규칙에 어긋납니다: {why}',
      look: ['`kubectl get namespace NAME --show-labels`.', '`kubectl get namespace NAME --show-labels` 출력을 확인합니다.'],
      fix: [
        'Set what the message asks for in `securityContext`; or label the namespace with a looser level, if it must be.',
        '메시지가 요구하는 값을 `securityContext` 항목에 정합니다. 꼭 필요하면 네임스페이스의 수준을 낮춥니다.',
      ],
      link: `${staging}/pod-security-admission/admission/admission.go`,
    }),
  ],
  'workload/admission-denied': [
    textSignature({
      id: 'webhook-denied',
      patterns: [
        /admission webhook "(?<webhook>[\w./-]{1,253})" denied the request(?:: (?<why>[^\n]{1,160}))?/,
        /ValidatingAdmissionPolicy '(?<webhook>[\w./-]{1,253})' with binding '[^']{1,253}' denied request: (?<why>[^\n]{1,160})/,
      ],
      en: 'Policy {webhook} refuses the object[: {why}].',
      ko: '{webhook} 정책이 오브젝트를 거부합니다[: {why}].',
      look: [
        'Read the reason; it is a rule of your cluster, not of Kubernetes.',
        '이유를 확인합니다. 쿠버네티스가 아니라 클러스터에 설치된 규칙입니다.',
      ],
      fix: ['Change the object to fit, or ask the owner of the policy.', '오브젝트를 규칙에 맞게 고치거나 정책 담당자에게 문의합니다.'],
      link: `${staging}/apiserver/pkg/admission/plugin/webhook/errors/statuserror.go`,
    }),
  ],
  'workload/service-account-missing': [
    textSignature({
      id: 'service-account-missing',
      patterns: [
        /error looking up service account (?<account>[\w./-]{1,300}): serviceaccounts? "[^"]{1,253}" not found|serviceaccounts? "(?<name>[\w.-]{1,253})" not found/,
      ],
      en: 'ServiceAccount[ {account}][ {name}] does not exist, so pods that name it are not made.',
      ko: '[{account} ][{name} ]서비스어카운트가 없어 그것을 쓰는 파드가 만들어지지 않습니다.',
      look: ['`kubectl get serviceaccounts`.', '`kubectl get serviceaccounts` 출력을 확인합니다.'],
      fix: [
        '`kubectl create serviceaccount NAME`, or correct `serviceAccountName`.',
        '`kubectl create serviceaccount NAME` 명령으로 만들거나 `serviceAccountName` 값을 고칩니다.',
      ],
      link: `${plugin}/serviceaccount/admission.go`,
    }),
  ],
  'workload/priority-class-missing': [
    textSignature({
      id: 'priority-class-missing',
      patterns: [/no PriorityClass with name (?<name>[\w.-]{1,253}) was found/],
      en: 'PriorityClass {name} does not exist.',
      ko: '{name} 프라이어리티클래스가 없습니다.',
      look: ['`kubectl get priorityclasses`.', '`kubectl get priorityclasses` 출력을 확인합니다.'],
      fix: ['Create it, or correct `priorityClassName`.', '만들거나 `priorityClassName` 값을 고칩니다.'],
      link: `${plugin}/priority/admission.go`,
    }),
  ],
  'workload/rollout-stuck': [
    textSignature({
      id: 'progress-deadline',
      patterns: [
        /(?:deployment|ReplicaSet) "(?<name>[\w.-]{1,253})" (?:exceeded its progress deadline|has timed out progressing)|ProgressDeadlineExceeded/,
      ],
      en: 'The rollout[ of {name}] has made no progress in time (10 minutes unless changed): its new pods do not become ready.',
      ko: '롤아웃[({name})]이 제한 시간(기본 10분) 안에 진행되지 못했습니다. 새 파드가 준비되지 않습니다.',
      look: [
        '`kubectl rollout status`, then the newest pods: `kubewhy why deployment/NAME`.',
        '`kubectl rollout status` 출력과 새 파드를 확인합니다: `kubewhy why deployment/NAME`.',
      ],
      fix: ['Mend the new pods, or `kubectl rollout undo`.', '새 파드를 고치거나 `kubectl rollout undo` 명령을 실행합니다.'],
      link: `${kubernetes}/pkg/controller/deployment/progress.go`,
    }),
  ],
  'job/backoff-limit': [
    textSignature({
      id: 'job-backoff-limit',
      patterns: [/Job has reached the specified backoff limit|BackoffLimitExceeded/],
      en: 'The job gave up: its pods failed as often as `backoffLimit` allows.',
      ko: '잡의 파드가 `backoffLimit` 횟수만큼 실패해 잡이 중단되었습니다.',
      look: ['Logs of its last pod: `kubectl logs job/NAME`.', '마지막 파드의 로그를 확인합니다: `kubectl logs job/NAME`.'],
      fix: ['Mend the cause, delete the job and make it again.', '원인을 고치고 잡을 지운 뒤 다시 만듭니다.'],
      link: `${kubernetes}/pkg/controller/job/job_controller.go`,
    }),
  ],
  'job/deadline': [
    textSignature({
      id: 'job-deadline',
      patterns: [/Job was active longer than specified deadline|Pod was active on the node longer than the specified deadline/],
      en: 'It was ended, because it ran longer than `activeDeadlineSeconds`.',
      ko: '`activeDeadlineSeconds` 값보다 오래 실행되어 종료되었습니다.',
      look: ['How long does it take at other times? What does its log say last?', '평소 걸리는 시간과 로그의 마지막 내용을 확인합니다.'],
      fix: ['Raise the deadline, or find what blocks it.', '제한 시간을 늘리거나 막힌 원인을 찾습니다.'],
      link: `${kubernetes}/pkg/controller/job/job_controller.go`,
    }),
  ],
  'cronjob/missed': [
    textSignature({
      id: 'cronjob-missed',
      patterns: [/too many missed start times?|TooManyMissedTimes|Missed scheduled time to start a job|MissSchedule/],
      en: 'The CronJob missed its times: the controller was away, it was suspended, or `startingDeadlineSeconds` is too short.',
      ko: '크론잡이 예정된 시간을 놓쳤습니다. 컨트롤러가 멈춰 있었거나, 중단되어 있었거나, `startingDeadlineSeconds` 값이 너무 짧습니다.',
      look: ['`kubectl describe cronjob`; clock of the control plane.', '`kubectl describe cronjob` 출력과 컨트롤 플레인의 시계를 확인합니다.'],
      fix: [
        'Set or decrease `startingDeadlineSeconds` (at least 10), or resume it.',
        '`startingDeadlineSeconds` 값을 정하거나 줄이고(최소 10), 중단을 풉니다.',
      ],
      link: `${kubernetes}/pkg/controller/cronjob/utils.go`,
    }),
  ],
  'pdb/blocks-drain': [
    textSignature({
      id: 'eviction-refused',
      patterns: [/Cannot evict pod as it would violate the pod's disruption budget/],
      en: 'A PodDisruptionBudget does not allow to evict the pod now, so the drain waits.',
      ko: 'PodDisruptionBudget 때문에 지금은 파드를 축출할 수 없어 드레인이 기다립니다.',
      look: [
        '`kubectl get pdb` (ALLOWED DISRUPTIONS 0) and the pods that it counts.',
        '`kubectl get pdb` 출력(ALLOWED DISRUPTIONS 0)과 대상 파드를 확인합니다.',
      ],
      fix: [
        'Make the other pods ready, add a replica, or loosen the budget.',
        '다른 파드를 준비 상태로 만들거나, 레플리카를 늘리거나, 예산을 완화합니다.',
      ],
      link: `${kubernetes}/pkg/registry/core/pod/storage/eviction.go`,
    }),
    textSignature({
      id: 'drain-refused',
      patterns: [
        /cannot delete (?<what>DaemonSet-managed Pods|Pods with local storage|Pods declare no controller|Pods not managed by)[^\n]{0,160}(?:use --(?<flag>[\w-]{1,40}))?/,
      ],
      en: 'The drain stops at pods that it does not delete without being told: {what}.',
      ko: '드레인이 지시 없이는 지우지 않는 파드에서 멈췄습니다: {what}',
      look: ['See which pods are named.', '어떤 파드인지 확인합니다.'],
      fix: [
        'Add `--ignore-daemonsets`; `--delete-emptydir-data` or `--force` only if what they hold may be lost.',
        '`--ignore-daemonsets` 플래그를 붙입니다. `--delete-emptydir-data`, `--force` 플래그는 데이터를 잃어도 될 때만 씁니다.',
      ],
      link: `${staging}/kubectl/pkg/drain/filters.go`,
    }),
  ],
  'pod/spec-field-ignored': [
    textSignature({
      id: 'unknown-field',
      patterns: [
        /unknown field:? \\?"?(?<field>[\w.[\]-]{1,160})/,
        /error validating data: (?<why>[^\n]{1,160})/,
        /strict decoding error: (?<why>[^\n]{1,160})/,
      ],
      en: 'The manifest has a field that does not exist there[: {field}][: {why}]. It is misspelt or wrongly indented, and is ignored where validation is off.',
      ko: '매니페스트에 없는 필드가 있습니다[: {field}][: {why}]. 철자나 들여쓰기가 틀렸으며, 검증을 끄면 무시됩니다.',
      look: [
        '`kubectl explain pod.spec` and so on; compare with `kubectl get -o yaml`.',
        '`kubectl explain pod.spec` 등의 출력을 보고 `kubectl get -o yaml` 출력과 비교합니다.',
      ],
      fix: ['Correct it, then apply with `--validate=strict`.', '바로잡고 `--validate=strict` 플래그로 적용합니다.'],
      link: `${staging}/apimachinery/pkg/runtime/serializer/json/json.go`,
    }),
    textSignature({
      id: 'field-immutable',
      patterns: [
        /(?<field>[\w.[\]-]{1,120}): (?:Invalid value|Forbidden): .{0,400}(?:field is immutable|updates to \w{1,30} spec for fields other than|may not change fields)/,
      ],
      en: 'Field {field} cannot be changed once the object exists.',
      ko: '{field} 필드는 오브젝트를 만든 뒤에는 바꿀 수 없습니다.',
      look: ['Compare with what is there: `kubectl diff -f FILE`.', '현재 값과 비교합니다: `kubectl diff -f FILE`.'],
      fix: ['Delete the object and create it again, or leave the field as it was.', '오브젝트를 지우고 다시 만들거나 필드를 원래대로 둡니다.'],
      link: `${staging}/apimachinery/pkg/api/validation/objectmeta.go`,
    }),
  ],
  'pod/debug-left-behind': [
    textSignature({
      id: 'exec-nowhere',
      patterns: [
        /unable to upgrade connection: (?<why>container not found|pod does not exist|Forbidden|Unauthorized)[^\n]{0,120}/,
        /unable to forward port because pod is not running|error: cannot exec (?:in|into) a (?:container in a )?completed pod|container (?<container>[\w-]{1,63}) is not valid for pod/,
      ],
      en: 'There is no such running container to go into[ ({why})][ ({container})]: it has ended, restarts just now, or has another name.',
      ko: '들어갈 수 있는 실행 중인 컨테이너가 없습니다[ ({why})][ ({container})]. 끝났거나 다시 시작하는 중이거나 이름이 다릅니다.',
      look: [
        '`kubectl get pod NAME -o jsonpath={.spec.containers[*].name}` and its status.',
        '`kubectl get pod NAME -o jsonpath={.spec.containers[*].name}` 출력과 상태를 확인합니다.',
      ],
      fix: [
        'Name the container (`-c`); for one that keeps ending use `kubectl logs --previous` or `kubectl debug --copy-to`.',
        '컨테이너를 지정하고(`-c`), 계속 끝나는 컨테이너라면 `kubectl logs --previous` 또는 `kubectl debug --copy-to` 명령을 씁니다.',
      ],
      link: `${kubernetes}/pkg/kubelet/kubelet_pods.go`,
    }),
  ],
};
