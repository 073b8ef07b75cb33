import type { Step } from './rule.ts';
import { sh } from './shell.ts';
import { change, look } from './steps.ts';

/** Conditions, taints, allocation and events of a node. */
export function lookAtNode(node: string): Step {
  return look(
    'See the conditions, taints, allocation and events of the node.',
    '노드의 컨디션, 테인트, 할당량, 이벤트를 확인합니다.',
    sh`kubectl describe node ${node}`,
  );
}

/** To be run on the node itself: its API may be all that still works. */
export function readKubeletLog(): Step {
  return look(
    'On the node: does the kubelet run, and what does it say?',
    '노드에서 kubelet이 실행 중인지, 어떤 로그를 남기는지 확인합니다.',
    'systemctl status kubelet --no-pager; journalctl -u kubelet -n 100 --no-pager',
  );
}

/** New pods stay away while the node is mended. */
export function cordon(node: string): Step {
  return change(
    'Keep new pods away until it is mended.',
    '고칠 때까지 새 파드가 오지 않게 합니다.',
    [`\`${sh`kubectl uncordon ${node}`}\``, `\`${sh`kubectl uncordon ${node}`}\` 명령으로 되돌립니다.`],
    sh`kubectl cordon ${node}`,
  );
}
