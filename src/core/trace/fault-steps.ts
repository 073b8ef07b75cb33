import { namespaceFlag, type Ref } from '../ref.ts';
import type { Step } from '../rule.ts';
import { sh } from '../shell.ts';
import { change, look } from '../steps.ts';
import type { FaultPlace } from './fault-words.ts';
import type { Fault } from './path.ts';

/** What to do about a fault: what to look at, and what a person may change. */
export function faultSteps(fault: Fault, place: FaultPlace): readonly Step[] {
  const { to, from, pod } = place;
  switch (fault.type) {
    case 'class-missing':
    case 'no-address':
      return [
        look('List the ingress classes and whose they are.', '인그레스클래스와 그 컨트롤러를 확인합니다.', 'kubectl get ingressclasses'),
        describe(to),
      ];
    case 'service-missing':
      return missingSteps(fault, place);
    case 'port-missing':
      return [describe(to), callOrAddPort(fault.asked)];
    case 'selects-nothing':
    case 'no-endpoints':
      return selectorSteps(to);
    case 'scaled-to-zero':
      return [scaleUp(fault, to)];
    case 'named-port-missing':
    case 'target-undeclared':
      return [describe(to), correctTargetPort];
    case 'not-ready':
      return pod ? [describe(pod), readLogs(pod)] : [describe(to), listPods(to)];
    case 'restarting':
      return [readPreviousLog(fault, to), ...(pod ? [describe(pod)] : [])];
    case 'policy':
    case 'dns-policy':
      return policySteps(fault);
    case 'login-differs':
      return [...(from ? [environment(from)] : []), useOneLogin];
  }
}

function missingSteps(
  { use, near }: { readonly use: string | null; readonly near: readonly string[] },
  { to, from, via }: FaultPlace,
): readonly Step[] {
  return [
    look('List the services that there are.', '있는 서비스를 나열합니다.', `${sh`kubectl get services`}${namespaceFlag(to)}`),
    ...(from && via.type === 'name' ? [environment(from)] : from ? [describe(from)] : []),
    change(
      use ? `Call it by its full name, \`${use}\`.` : `Correct the name${near[0] ? ` to \`${near[0]}\`` : ''}, or create service \`${to.name}\`.`,
      use
        ? `전체 이름(\`${use}\`)으로 부르도록 고칩니다.`
        : `${near[0] ? `이름을 \`${near[0]}\` 값으로 고치거나` : '이름을 고치거나'} \`${to.name}\` 서비스를 만듭니다.`,
      ['Put the name back.', '이름을 되돌립니다.'],
    ),
  ];
}

function callOrAddPort(asked: string): Step {
  return change(
    `Call a port that the service has, or add port \`${asked}\` to it.`,
    `서비스에 있는 포트로 부르거나 서비스에 \`${asked}\` 포트를 추가합니다.`,
    ['Put the port back.', '포트를 되돌립니다.'],
  );
}

const correctTargetPort = change(
  'Correct `targetPort` of the service to the port that the containers listen on.',
  '서비스의 `targetPort` 값을 컨테이너가 듣는 포트로 고칩니다.',
  ['Put `targetPort` back.', '`targetPort` 값을 되돌립니다.'],
);

function selectorSteps(service: Ref): readonly Step[] {
  return [
    look(
      'Compare the labels of the pods with the selector.',
      '파드의 레이블을 셀렉터와 비교합니다.',
      `${sh`kubectl get pods --show-labels`}${namespaceFlag(service)}`,
    ),
    endpoints(service),
    change('Correct the selector of the service, or the labels of the pods.', '서비스의 셀렉터나 파드의 레이블을 고칩니다.', [
      'Put the selector back.',
      '셀렉터를 되돌립니다.',
    ]),
  ];
}

function scaleUp({ kind, name }: { readonly kind: string; readonly name: string }, service: Ref): Step {
  return change(
    'Scale it up again.',
    '레플리카를 다시 늘립니다.',
    ['Scale it down to zero.', '레플리카를 0으로 되돌립니다.'],
    `${sh`kubectl scale ${`${kind}/${name}`} --replicas=1`}${namespaceFlag(service)}`,
  );
}

function readLogs(pod: Ref): Step {
  return look(
    'Read the last words of its containers.',
    '컨테이너의 마지막 로그를 확인합니다.',
    `${sh`kubectl logs ${pod.name} --all-containers --tail=50`}${namespaceFlag(pod)}`,
  );
}

function listPods(ref: Ref): Step {
  return look('See the state of its pods.', '파드의 상태를 확인합니다.', `${sh`kubectl get pods -o wide`}${namespaceFlag(ref)}`);
}

function readPreviousLog({ pod, container }: { readonly pod: string; readonly container: string }, to: Ref): Step {
  return look(
    'Read what the container said before it ended.',
    '컨테이너가 끝나기 직전의 로그를 확인합니다.',
    `${sh`kubectl logs ${pod} -c ${container} --previous --tail=50`}${namespaceFlag(to)}`,
  );
}

const useOneLogin = change(
  'Make both sides use the same user, database and password. (A database reads its variables only when its volume is empty.)',
  '양쪽이 같은 사용자, 데이터베이스, 비밀번호를 쓰도록 맞춥니다. (데이터베이스는 볼륨이 비어 있을 때에만 환경 변수를 읽습니다.)',
  ['Put the variables back.', '환경 변수를 되돌립니다.'],
);

function policySteps({ policies, namespace }: { readonly policies: readonly string[]; readonly namespace: string }): readonly Step[] {
  return [
    look(
      'Read what the policies select and let through.',
      '정책이 무엇을 고르고 허용하는지 확인합니다.',
      sh`kubectl describe networkpolicy ${policies} -n ${namespace}`,
    ),
    change(
      'Add a policy that allows this connection (policies add up: a new one is enough).',
      '이 연결을 허용하는 정책을 추가합니다. 정책은 합쳐지므로 새 정책을 하나 만들면 됩니다.',
      ['Delete the policy that you added.', '추가한 정책을 삭제합니다.'],
    ),
  ];
}

function describe(ref: Ref): Step {
  return look(
    'Read its state and events.',
    '상태와 이벤트를 확인합니다.',
    `${sh`kubectl describe ${`${ref.kind}/${ref.name}`}`}${namespaceFlag(ref)}`,
  );
}

function endpoints(ref: Ref): Step {
  return look(
    'See which endpoints the service has.',
    '서비스의 엔드포인트를 확인합니다.',
    `${sh`kubectl get endpointslices -l kubernetes.io/service-name=${ref.name}`}${namespaceFlag(ref)}`,
  );
}

function environment(ref: Ref): Step {
  return look(
    'See the variables of the one that calls.',
    '호출하는 쪽의 환경 변수를 확인합니다.',
    `${sh`kubectl set env ${`${ref.kind}/${ref.name}`} --list`}${namespaceFlag(ref)}`,
  );
}
