import type { Step } from './rule.ts';
import { sh } from './shell.ts';
import { change, look } from './steps.ts';
import type { WindowsNodeFacts } from './windows.ts';

/** The name of the node for texts, where it is not known which one it is. */
export function nodeName(node: WindowsNodeFacts | null): string {
  return node?.name ?? '<Windows node>';
}

/** Work moves to other nodes before the network of this one is touched. */
export function drain(node: WindowsNodeFacts | null): Step[] {
  if (!node) return [];
  const back = sh`kubectl uncordon ${node.name}`;
  return [
    change(
      'Move the pods away first: this interrupts the network of all pods of the node.',
      '노드의 모든 파드 네트워크가 끊기는 작업이므로 먼저 파드를 옮깁니다.',
      [`\`${back}\``, `\`${back}\` 명령으로 되돌립니다.`],
      sh`kubectl drain ${node.name} --ignore-daemonsets --delete-emptydir-data`,
    ),
  ];
}

/** A read-only step in PowerShell on the Windows node itself. */
export function lookOnNode(node: string, en: string, ko: string, command: string): Step {
  return look(`In PowerShell on node \`${node}\`: ${en}`, `\`${node}\` 노드의 PowerShell에서 ${ko}`, command);
}

/** A change in PowerShell on the Windows node itself, as administrator. */
export function changeOnNode(node: string, en: string, ko: string, undo: readonly [en: string, ko: string], command: string): Step {
  return {
    kind: 'change',
    text: { en: `In PowerShell on node \`${node}\`, as administrator: ${en}`, ko: `\`${node}\` 노드의 관리자 PowerShell에서 ${ko}` },
    undo: { en: undo[0], ko: undo[1] },
    command,
  };
}

/** Everything about the node's network at once, for a person or for a bug report. */
export function collectLogs(node: string): Step {
  return lookOnNode(
    node,
    'collect HNS, ports, routes and logs at once (writes a folder of text files).',
    'HNS, 포트, 라우트, 로그를 한 번에 모읍니다(텍스트 파일 폴더가 만들어집니다).',
    'Invoke-WebRequest -UseBasicParsing https://raw.githubusercontent.com/microsoft/SDN/master/Kubernetes/windows/debug/collectlogs.ps1 -OutFile collectlogs.ps1; .\\collectlogs.ps1',
  );
}
