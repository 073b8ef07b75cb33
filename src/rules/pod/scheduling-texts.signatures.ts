import { kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const plugins = `${kubernetes}/pkg/scheduler/framework/plugins`;
const allocation = [
  'See what the nodes have left: `kubectl describe nodes` (Allocated resources).',
  '노드에 남은 자원을 확인합니다: `kubectl describe nodes` (Allocated resources).',
] as const;
const labels = [
  'Compare with the labels of the nodes: `kubectl get nodes --show-labels`.',
  '노드의 레이블과 비교합니다: `kubectl get nodes --show-labels`.',
] as const;

/** Why the scheduler puts a pod on no node: `0/3 nodes are available: …`. */
export const schedulingTexts: OwnedTexts = {
  'pod/insufficient-resources': [
    textSignature({
      id: 'insufficient-resource',
      patterns: [/(?<count>\d{1,6}) Insufficient (?<resource>[\w./-]{0,80}\w)/],
      en: 'The pod is not scheduled: {count} nodes have too little {resource} left for its request.',
      ko: '파드가 스케줄링되지 않습니다. 노드 {count}개에 요청한 {resource} 자원이 모자랍니다.',
      look: allocation,
      fix: ['Lower the request, scale something down, or add a node.', '요청을 줄이거나, 다른 것을 줄이거나, 노드를 추가합니다.'],
      link: `${plugins}/noderesources/fit.go`,
    }),
    textSignature({
      id: 'too-many-pods',
      patterns: [/Too many pods/],
      en: 'The pod is not scheduled: nodes already run as many pods as they may (`--max-pods`, 110 unless changed).',
      ko: '파드가 스케줄링되지 않습니다. 노드가 이미 최대 개수의 파드를 실행 중입니다(`--max-pods`, 기본값 110).',
      look: allocation,
      fix: [
        'Add a node, or raise `maxPods` of the kubelet where the address range of the node allows it.',
        '노드를 추가하거나, 노드의 주소 범위가 허락하면 kubelet의 `maxPods` 값을 늘립니다.',
      ],
      link: `${plugins}/noderesources/fit.go`,
    }),
  ],
  'pod/untolerated-taint': [
    textSignature({
      id: 'untolerated-taint',
      patterns: [
        /untolerated taint\(?s?\)? ?\{(?<taint>[^}]{1,160})\}/,
        /had taint \{(?<taint>[^}]{1,160})\}, that the pod didn't tolerate/,
        /had untolerated taint\(s\)/,
      ],
      en: 'The pod is not scheduled: nodes have a taint[ ({taint})] that it does not tolerate.',
      ko: '파드가 스케줄링되지 않습니다. 파드가 허용하지 않는 테인트[({taint})]가 노드에 있습니다.',
      look: [
        'See the taints: `kubectl describe nodes | grep -A2 Taints`. `not-ready`, `unreachable` and pressure taints mean that the node is ill.',
        '테인트를 확인합니다: `kubectl describe nodes | grep -A2 Taints`. `not-ready`, `unreachable`, pressure 테인트는 노드에 문제가 있다는 뜻입니다.',
      ],
      fix: [
        'Heal the node, add a toleration to the pod, or remove the taint.',
        '노드를 고치거나, 파드에 톨러레이션을 추가하거나, 테인트를 제거합니다.',
      ],
      link: `${plugins}/tainttoleration/taint_toleration.go`,
    }),
    textSignature({
      id: 'node-cordoned',
      patterns: [/node\(s\) were unschedulable/],
      en: 'The pod is not scheduled: nodes are cordoned.',
      ko: '파드가 스케줄링되지 않습니다. 노드의 스케줄링이 차단(cordon)되어 있습니다.',
      look: [
        'See which: `kubectl get nodes` shows `SchedulingDisabled`.',
        '어느 노드인지 확인합니다: `kubectl get nodes` 출력의 `SchedulingDisabled`.',
      ],
      fix: ['`kubectl uncordon NODE`, when its maintenance is over.', '점검이 끝났으면 `kubectl uncordon NODE` 명령을 실행합니다.'],
      link: `${plugins}/nodeunschedulable/node_unschedulable.go`,
    }),
  ],
  'pod/node-selector-mismatch': [
    textSignature({
      id: 'node-selector-mismatch',
      patterns: [/didn't match Pod's node affinity(?:\/selector)?|didn't match node selector|MatchNodeSelector/],
      en: 'The pod is not scheduled: no such node has the labels that its `nodeSelector` or node affinity asks for.',
      ko: '파드가 스케줄링되지 않습니다. `nodeSelector` 또는 노드 어피니티가 요구하는 레이블이 노드에 없습니다.',
      look: labels,
      fix: ['Correct the selector, or label a node.', '셀렉터를 바로잡거나 노드에 레이블을 붙입니다.'],
      link: `${plugins}/nodeaffinity/node_affinity.go`,
    }),
  ],
  'pod/affinity-conflict': [
    textSignature({
      id: 'pod-affinity-conflict',
      patterns: [/didn't match pod (?:anti-)?affinity(?:\/anti-affinity)? rules|didn't satisfy existing pods anti-affinity rules/],
      en: 'The pod is not scheduled: pod affinity or anti-affinity rules leave no node.',
      ko: '파드가 스케줄링되지 않습니다. 파드 어피니티 또는 안티어피니티 규칙에 맞는 노드가 없습니다.',
      look: [
        'Compare the rules with the pods that run: with required anti-affinity there are no more pods than nodes.',
        '규칙을 실행 중인 파드와 비교합니다. 필수 안티어피니티에서는 파드가 노드보다 많을 수 없습니다.',
      ],
      fix: ['Make the rule a preferred one, or add nodes.', '규칙을 선호(preferred) 규칙으로 바꾸거나 노드를 추가합니다.'],
      link: `${plugins}/interpodaffinity/filtering.go`,
    }),
    textSignature({
      id: 'topology-spread',
      patterns: [/didn't match pod topology spread constraints/],
      en: 'The pod is not scheduled: on every node it would break its topology spread constraints.',
      ko: '파드가 스케줄링되지 않습니다. 어느 노드에 두어도 토폴로지 분배 제약 조건에 어긋납니다.',
      look: [
        'See how its pods lie over the zones or nodes; nodes without the topology label count too.',
        '파드가 영역이나 노드에 어떻게 나뉘어 있는지, 토폴로지 레이블이 없는 노드가 있는지 확인합니다.',
      ],
      fix: [
        'Use `whenUnsatisfiable: ScheduleAnyway`, a greater `maxSkew`, or add nodes where pods are few.',
        '`whenUnsatisfiable: ScheduleAnyway` 설정이나 더 큰 `maxSkew` 값을 쓰거나, 파드가 적은 곳에 노드를 추가합니다.',
      ],
      link: `${plugins}/podtopologyspread/plugin.go`,
    }),
  ],
  'pod/host-port-conflict': [
    textSignature({
      id: 'host-port-taken',
      patterns: [/didn't have free ports for the requested pod ports/],
      en: 'The pod is not scheduled: the `hostPort` that it wants is taken on the nodes.',
      ko: '파드가 스케줄링되지 않습니다. 원하는 `hostPort` 포트를 노드에서 이미 쓰고 있습니다.',
      look: [
        'See who has it; there can be no more such pods than nodes.',
        '그 포트를 누가 쓰는지 확인합니다. 이런 파드는 노드보다 많을 수 없습니다.',
      ],
      fix: ['Use a Service instead of `hostPort`, or another port.', '`hostPort` 대신 서비스를 쓰거나 다른 포트를 씁니다.'],
      link: `${plugins}/nodeports/node_ports.go`,
    }),
  ],
  'pod/volume-node-conflict': [
    textSignature({
      id: 'volume-node-conflict',
      patterns: [/had volume node affinity conflict|node\(s\) had no available volume zone/],
      en: 'The pod is not scheduled: its volume can be used on some nodes or in one zone only, and those do not take the pod.',
      ko: '파드가 스케줄링되지 않습니다. 볼륨은 일부 노드나 한 영역에서만 쓸 수 있는데 그 노드가 파드를 받지 못합니다.',
      look: [
        'See where the volume is: `kubectl get pv -o yaml` (nodeAffinity).',
        '볼륨의 위치를 확인합니다: `kubectl get pv -o yaml` (nodeAffinity).',
      ],
      fix: [
        'Make room on a node of that zone; for new claims use `WaitForFirstConsumer`.',
        '그 영역의 노드에 자리를 만듭니다. 새 클레임에는 `WaitForFirstConsumer` 방식을 씁니다.',
      ],
      link: `${plugins}/volumebinding/binder.go`,
    }),
  ],
  'pod/claim-unbound': [
    textSignature({
      id: 'claim-unbound',
      patterns: [/pod has unbound immediate PersistentVolumeClaims|persistentvolumeclaim "(?<claim>[\w.-]{1,253})" (?:is )?not (?:bound|found)/],
      en: 'The pod waits for a PersistentVolumeClaim[ ({claim})] that is missing or not bound to a volume.',
      ko: '파드가 없거나 볼륨에 바인딩되지 않은 퍼시스턴트볼륨클레임[({claim})]을 기다립니다.',
      look: [
        'See the claims and their events: `kubectl get pvc`, `kubectl describe pvc`.',
        '클레임과 그 이벤트를 확인합니다: `kubectl get pvc`, `kubectl describe pvc`.',
      ],
      fix: [
        'Create the claim, or correct its storage class, size or access mode.',
        '클레임을 만들거나 스토리지클래스, 크기, 접근 모드를 바로잡습니다.',
      ],
      link: `${plugins}/volumebinding/volume_binding.go`,
    }),
  ],
  'pod/preempted': [
    textSignature({
      id: 'preempted',
      patterns: [/^.{0,200}Preempted by (?:a )?pod (?<pod>[\w./-]{1,253})/],
      en: 'The pod was put out for pod {pod}, which has a higher priority.',
      ko: '우선순위가 더 높은 {pod} 파드에 자리를 내주고 선점되었습니다.',
      look: ['Compare the priority classes of both.', '두 파드의 프라이어리티클래스를 비교합니다.'],
      fix: ['Add capacity, or give it a higher priority.', '용량을 늘리거나 우선순위를 높입니다.'],
      link: `${kubernetes}/pkg/scheduler/framework/preemption/preemption.go`,
    }),
  ],
  'pod/out-of-resource-admission': [
    textSignature({
      id: 'refused-by-kubelet',
      patterns: [/OutOf(?<resource>cpu|memory|pods|ephemeral-storage)\b/, /Predicate (?<what>\w{1,60}) failed/, /UnexpectedAdmissionError/],
      en: 'The kubelet of the node refused the pod after it had been placed there[: too little {resource}][ ({what})].',
      ko: '파드가 노드에 배치된 뒤 kubelet이 거부했습니다[: {resource} 부족][ ({what})].',
      look: [
        'See the event of the pod and what the node has left. Such a pod does not come back by itself.',
        '파드의 이벤트와 노드에 남은 자원을 확인합니다. 이런 파드는 스스로 되살아나지 않습니다.',
      ],
      fix: [
        'Delete the pod, so that its controller makes another; do not set `nodeName` by hand.',
        '파드를 지워 컨트롤러가 새로 만들게 하고, `nodeName` 값을 직접 쓰지 않습니다.',
      ],
      link: `${kubernetes}/pkg/kubelet/lifecycle/predicate.go`,
    }),
  ],
  'pod/scheduling-failed': [
    textSignature({
      id: 'no-nodes',
      patterns: [/no nodes available to schedule pods/],
      en: 'The pod is not scheduled: the cluster has no nodes at all that could take pods.',
      ko: '파드가 스케줄링되지 않습니다. 파드를 받을 수 있는 노드가 클러스터에 하나도 없습니다.',
      look: ['`kubectl get nodes`.', '`kubectl get nodes` 출력을 확인합니다.'],
      fix: ['Let nodes join.', '노드를 가입시킵니다.'],
      link: `${kubernetes}/pkg/scheduler/scheduler.go`,
    }),
    textSignature({
      id: 'failed-scheduling',
      patterns: [/FailedScheduling|\d{1,6}\/\d{1,6} nodes are available/],
      en: 'The scheduler finds no node for the pod.',
      ko: '스케줄러가 파드에 맞는 노드를 찾지 못합니다.',
      look: ['Read the whole message: it counts the nodes by reason.', '메시지 전체를 확인합니다. 이유별로 노드 수가 적혀 있습니다.'],
      fix: ['Remove the reason that concerns the nodes you want.', '원하는 노드에 해당하는 이유를 없앱니다.'],
      link: `${kubernetes}/pkg/scheduler/schedule_one.go`,
      symptom: true,
    }),
  ],
};
