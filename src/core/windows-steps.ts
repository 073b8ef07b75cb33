import type { Ref } from './ref.ts';
import type { Step } from './rule.ts';
import { sh } from './shell.ts';
import { change, look } from './steps.ts';
import type { WindowsNodeFacts } from './windows.ts';

/** The name of the node for texts, where it is not known which one it is. */
export function nodeName(node: WindowsNodeFacts | null): string {
  return node?.name ?? '<Windows node>';
}

/** `-n shop` as words of a command line: before the `--` of `kubectl exec`. */
export function inNamespace({ namespace }: Pick<Ref, 'namespace'>): readonly string[] {
  return namespace ? ['-n', namespace] : [];
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
  return look(`In PowerShell on node \`${node}\`: ${en}`, `\`${node}\` 노드의 PowerShell: ${ko}`, command);
}

/** A change in PowerShell on the Windows node itself, as administrator. */
export function changeOnNode(node: string, en: string, ko: string, undo: readonly [en: string, ko: string], command?: string): Step {
  return {
    kind: 'change',
    text: { en: `In PowerShell on node \`${node}\`, as administrator: ${en}`, ko: `\`${node}\` 노드의 관리자 PowerShell: ${ko}` },
    undo: { en: undo[0], ko: undo[1] },
    ...(command ? { command } : {}),
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

/** How to see, and clean up, endpoints that nobody gave back. */
export function leakSteps(node: WindowsNodeFacts): Step[] {
  return [
    look(
      'Count the pods of the node.',
      '노드의 파드 수를 확인합니다.',
      sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node.name}`}`,
    ),
    lookOnNode(
      node.name,
      'count the HNS endpoints: many more than pods means a leak.',
      'HNS 엔드포인트 수를 확인합니다. 파드 수보다 훨씬 많다면 누수된 것입니다.',
      '(Get-HnsEndpoint).Count',
    ),
    ...drain(node),
    changeOnNode(
      node.name,
      'remove what has leaked, once the node is drained.',
      '드레인이 끝나면 누수된 엔드포인트를 지웁니다.',
      ['Nothing to undo: endpoints are made anew with the pods.', '되돌릴 것이 없습니다. 엔드포인트는 파드와 함께 다시 만들어집니다.'],
      'c:\\k\\stop.ps1; Get-HNSEndpoint | Remove-HNSEndpoint; Remove-Item -Recurse c:\\var',
    ),
  ];
}
