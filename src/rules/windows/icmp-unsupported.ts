import type { Container, Pod } from '../../core/kinds.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isMeantForWindows, windowsNodeFacts } from '../../core/windows.ts';
import { inNamespace, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { logText, mayTell } from '../../core/windows-text.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';
import { icmpSignatures } from './icmp-unsupported.signatures.ts';

/** `ping host`, and the PowerShell commands that ping where no port is given. */
const pings =
  /(?:^|[\s;&|"'/\\])(?:ping|Test-Connection|Test-NetConnection(?!.{0,80}-Port))(?:\.exe)?\s+(?:-\w+\s+(?:\d+\s+)?){0,4}(?<host>[\w.:-]{3,253})/i;

/** A Windows pod tests its network with ping, which Windows pods cannot use towards the outside. */
export default defineRule({
  id: 'windows/icmp-unsupported',
  coverage: ['windows/icmp-unsupported'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: [],
  wants: ['logs', 'previousLogs', 'node', 'owners'],
  applies: (pod) => isMeantForWindows(pod) && mayTell(pod),
  check: (evidence) => {
    const { subject, ref, node, owners } = evidence;
    const text = logText({ ...evidence, events: undefined }, icmpSignatures);
    const used = pingIn(subject);
    if (!text && !used) return [];
    const place = windowsNodeFacts(node, subject);
    return [
      {
        facts: {
          container: text?.container ?? used?.container ?? '',
          host: used?.host ?? null,
          inProbe: !text && used?.probe === true,
          seen: text !== null,
          node: place,
          workload: owningWorkload(owners),
        },
        proof: text ? [text.proof] : [{ ref, path: used?.path ?? '', value: used?.command ?? '' }],
      },
    ];
  },
  says: {
    en: ({ container, host, inProbe, seen, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} ${inProbe ? 'has a probe that pings' : 'pings'}${host ? ` \`${host}\`` : ' an address'}${seen ? ' without an answer' : ''}, and Windows pods cannot ping outside the cluster: no outbound rule for ICMP is programmed for them. TCP and UDP work, so this says nothing about the network.`,
    ko: ({ container, host, inProbe, seen, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 ${inProbe ? '프로브에서 ' : ''}${host ? `\`${host}\` 주소로 ` : ''}ping을 보내지만${seen ? ' 응답을 받지 못합니다.' : ''} 윈도우 파드는 클러스터 바깥으로 ping할 수 없습니다. ICMP 아웃바운드 규칙이 없기 때문이며, TCP와 UDP는 동작하므로 네트워크 문제라는 증거가 되지 않습니다.`,
  },
  steps: ({ container, host, node, workload }, pod) => [
    look(
      'Ask the same address over TCP.',
      '같은 주소를 TCP로 확인합니다.',
      sh`kubectl exec ${inNamespace(pod)} ${pod.name} -c ${container} -- curl.exe -sS -m 5 -o NUL ${`http://${host ?? '<address>'}`}`,
    ),
    editTemplate(workload, pod, {
      en: 'Replace `ping` by `curl`, or by `Test-NetConnection -ComputerName <host> -Port <port>`, in probes and scripts.',
      ko: '프로브와 스크립트의 `ping` 명령을 `curl` 또는 `Test-NetConnection -ComputerName <host> -Port <port>` 명령으로 바꿉니다.',
    }),
    lookOnNode(
      nodeName(node),
      'if TCP fails too: is the outside address covered by the `ExceptionList`? It must not be.',
      'TCP도 안 되면 바깥 주소가 `ExceptionList` 항목에 포함되었는지 확인합니다. 포함되면 안 됩니다.',
      'Get-Content C:\\k\\cni\\config\\cni.conf',
    ),
  ],
});

/** Where the pod's own commands ping, in a container that is not well. */
function pingIn(pod: Pod) {
  const sick = containerStatuses(pod).filter(({ ready, restartCount }) => !ready || restartCount > 0);
  for (const container of pod.spec?.containers ?? []) {
    if (!sick.some(({ name }) => name === container.name)) continue;
    for (const { path, words, command, probe } of commandsOf(container)) {
      const host = pings.exec(words)?.groups?.host;
      if (host) return { container: container.name, host, path: `spec.containers[name=${container.name}].${path}`, command, probe };
    }
  }
  return null;
}

function commandsOf({ command, args, livenessProbe, readinessProbe, startupProbe }: Container) {
  const all = [
    { path: 'command', words: command, probe: false },
    { path: 'args', words: args, probe: false },
    { path: 'livenessProbe.exec.command', words: livenessProbe?.exec?.command, probe: true },
    { path: 'readinessProbe.exec.command', words: readinessProbe?.exec?.command, probe: true },
    { path: 'startupProbe.exec.command', words: startupProbe?.exec?.command, probe: true },
  ];
  return all.flatMap(({ path, words, probe }) =>
    words ? [{ path, words: words.join(' '), command: (words.find((word) => /ping|Test-/i.test(word)) ?? '').slice(0, 200), probe }] : [],
  );
}
