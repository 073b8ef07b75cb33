import type { Pod } from '../../core/kinds.ts';
import { isLoopback, type Listening, listeningIn } from '../../core/listening-ports.ts';
import { isReady } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isBalanced, selectedPods, selectsPods } from '../../core/service-backends.ts';
import { findPort, portText, undeclaredTargets } from '../../core/service-ports.ts';
import { sh } from '../../core/shell.ts';

/**
 * The pod is Ready and the endpoint is there, but by its own log the program listens on another port, or only on the pod's loopback
 * address, so that the Service reaches nobody. A probe on the port that succeeds proves the contrary.
 */
export default defineRule({
  id: 'service/port-not-listening',
  coverage: ['service/port-not-listening'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#are-the-pods-working',
  needs: ['namespacePods', 'backendLogs'],
  applies: (service) => selectsPods(service) && isBalanced(service),
  check: ({ ref, subject, namespacePods, backendLogs }) => {
    const pods = selectedPods(subject, namespacePods);
    const pod = pods.find(isReady);
    const log = backendLogs.map(({ container, lines }) => ({ container, listening: listeningIn(lines) }));
    const all = log.flatMap(({ listening }) => listening);
    if (!pod || all.length === 0 || undeclaredTargets(subject, pods).length > 0) return [];
    const targets = (subject.spec?.ports ?? [])
      .filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP')
      .map((port) => ({ port, target: findPort(pod, port) }));
    const reached = (target: number | null) =>
      target === null || isProbed(pod, target) || all.some((one) => one.port === target && !isLoopback(one.host));
    const unheard = targets.filter(({ target }) => !reached(target));
    // a program says where it serves, and not always everything: all ports of the Service must be unheard of
    const [first] = unheard.length === targets.length ? unheard : [];
    if (first?.target == null) return [];
    const local = all.find((one) => one.port === first.target);
    const heard = local ?? (all.at(-1) as Listening);
    const container = log.find(({ listening }) => listening.includes(heard))?.container ?? '';
    return [
      {
        facts: {
          port: portText(first.port),
          target: first.target,
          container,
          pod: pod.metadata?.name ?? '',
          host: heard.host,
          listens: heard.port,
          loopback: local !== undefined,
        },
        proof: [
          { ref: refOf('pod', pod), path: `log ${container}`, value: heard.line },
          { ref, path: `spec.ports[port=${first.port.port}].targetPort`, value: first.port.targetPort ?? first.port.port },
        ],
      },
    ];
  },
  says: {
    en: ({ port, target, container, host, listens, loopback }, { name }) =>
      loopback
        ? `Container \`${container}\` listens on \`${host}:${listens}\` only, which nobody outside its pod can reach, so connections to Service \`${name}\` (\`${port}\`) are refused. It has to listen on \`0.0.0.0\`.`
        : `Service \`${name}\` sends \`${port}\` to port ${target}, but container \`${container}\` says in its log that it listens on port ${listens}: connections are refused.`,
    ko: ({ port, target, container, host, listens, loopback }, { name }) =>
      loopback
        ? `\`${container}\` 컨테이너가 \`${host}:${listens}\` 주소에서만 듣고 있어 파드 밖에서 접속할 수 없고, \`${name}\` 서비스(\`${port}\`)로 온 연결이 거부됩니다. \`0.0.0.0\` 주소에서 들어야 합니다.`
        : `\`${name}\` 서비스가 \`${port}\` 포트로 온 요청을 ${target}번 포트로 보내는데, \`${container}\` 컨테이너의 로그에는 ${listens}번 포트에서 듣는다고 적혀 있습니다. 그래서 연결이 거부됩니다.`,
  },
  steps: ({ pod, container, target, listens, loopback, port }, ref) => [
    {
      kind: 'look',
      text: { en: 'See what the container really listens on.', ko: '컨테이너가 실제로 듣는 포트를 확인합니다.' },
      command: `${sh`kubectl exec ${pod} -c ${container}`}${namespaceFlag(ref)} -- netstat -ltn`,
    },
    {
      kind: 'look',
      text: {
        en: `Without \`netstat\` in the image: try the pod's port ${target} from a debug container in the same pod.`,
        ko: `이미지에 \`netstat\` 명령이 없으면 같은 파드의 디버그 컨테이너에서 ${target}번 포트를 시험합니다.`,
      },
      command: `${sh`kubectl debug ${pod} -it --image=busybox:1.36 --target=${container}`}${namespaceFlag(ref)} -- netstat -ltn`,
    },
    loopback
      ? {
          kind: 'change',
          text: {
            en: "Configure the program to listen on all addresses (`0.0.0.0`), in its workload's environment or arguments.",
            ko: '워크로드의 환경 변수나 인자에서 프로그램이 모든 주소(`0.0.0.0`)에서 듣도록 설정합니다.',
          },
          undo: {
            en: 'Put the previous setting back; `kubectl rollout undo` does so.',
            ko: '`kubectl rollout undo` 명령으로 이전 설정으로 되돌립니다.',
          },
        }
      : {
          kind: 'change',
          text: {
            en: `Send to port ${listens}, or configure the program to listen on ${target}.`,
            ko: `서비스를 ${listens}번 포트로 보내거나, 프로그램이 ${target}번 포트에서 듣도록 설정합니다.`,
          },
          command: `${sh`kubectl patch service ${ref.name} -p ${patch(port, listens)}`}${namespaceFlag(ref)}`,
          undo: {
            en: `Put it back: \`${sh`kubectl patch service ${ref.name} -p ${patch(port, target)}`}${namespaceFlag(ref)}\``,
            ko: `되돌립니다: \`${sh`kubectl patch service ${ref.name} -p ${patch(port, target)}`}${namespaceFlag(ref)}\``,
          },
        },
  ],
});

/** The kubelet connects to the pod's address, so a probe that succeeds shows that somebody listens there. */
function isProbed({ spec }: Pod, port: number): boolean {
  return (spec?.containers ?? []).some(({ readinessProbe, livenessProbe, ports = [] }) =>
    [readinessProbe, livenessProbe].some((probe) => {
      const wanted = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
      return wanted !== undefined && (wanted === port || ports.some(({ name, containerPort }) => name === wanted && containerPort === port));
    }),
  );
}

/** A strategic patch: ports are merged by their number. */
function patch(port: string, targetPort: number): string {
  const [, number, protocol] = /(\d+)\/(\w+)/.exec(port) ?? [];
  return JSON.stringify({ spec: { ports: [{ port: Number(number), protocol, targetPort }] } });
}
