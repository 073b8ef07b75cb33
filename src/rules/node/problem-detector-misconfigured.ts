import type { DaemonSet } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

const addonMode = 'addonmanager.kubernetes.io/mode';
const kernelLog = '/dev/kmsg';
const detector = 'node-problem-detector';

/**
 * node-problem-detector runs, but not as it was meant: the add-on manager takes changes back, and knows no ConfigMap for them; or the kernel's log device
 * is not in its container, so no kernel problem is ever seen.
 */
export default defineRule({
  id: 'node/problem-detector-misconfigured',
  coverage: ['node/problem-detector-misconfigured'],
  on: ['daemonset'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/',
  needs: [],
  applies: (daemonSet) => detectorOf(daemonSet) !== undefined,
  check: ({ subject, ref }) => {
    const container = detectorOf(subject);
    const volumes = subject.spec?.template.spec?.volumes ?? [];
    const config = volumes.find(({ configMap }) => configMap);
    const mode = subject.metadata?.labels?.[addonMode];
    const found: { readonly problem: 'addon' | 'no-device'; readonly configMap: string | null; readonly proof: readonly [Proof, ...Proof[]] }[] = [];
    if (mode === 'Reconcile' && config?.configMap) {
      found.push({
        problem: 'addon',
        configMap: config.configMap.name ?? null,
        proof: [
          { ref, path: `metadata.labels["${addonMode}"]`, value: mode },
          { ref, path: 'spec.template.spec.volumes[].configMap.name', value: config.configMap.name ?? null },
        ],
      });
    }
    const words = [...(container?.command ?? []), ...(container?.args ?? [])];
    const monitor = words.find((word) => word.includes('kernel-monitor'));
    const devices = volumes.filter(
      ({ hostPath }) => hostPath && (kernelLog.startsWith(hostPath.path.replace(/\/$/, '')) || hostPath.path === kernelLog),
    );
    const mounted = container?.volumeMounts?.some(
      ({ name, mountPath }) => devices.some((volume) => volume.name === name) && (mountPath === kernelLog || mountPath === '/dev'),
    );
    if (monitor && !mounted) {
      found.push({
        problem: 'no-device',
        configMap: config?.configMap?.name ?? null,
        proof: [
          { ref, path: 'spec.template.spec.containers[].command', value: monitor },
          ...(devices[0]?.hostPath ? [{ ref, path: 'spec.template.spec.volumes[].hostPath.path', value: devices[0].hostPath.path }] : []),
        ],
      });
    }
    return found.map(({ problem, configMap, proof }) => ({ facts: { problem, configMap }, proof }));
  },
  says: {
    en: ({ problem, configMap }, { name }) =>
      problem === 'addon'
        ? `\`${name}\` runs as an add-on of the cluster, which does not support overriding its settings: ConfigMap \`${configMap ?? '?'}\` is not kept, and the add-on manager takes changes back.`
        : `\`${name}\` never sees a problem of the kernel: it monitors the kernel's log, but \`${kernelLog}\` of the node is not mounted at that path in its container.`,
    ko: ({ problem, configMap }, { name }) =>
      problem === 'addon'
        ? `\`${name}\` 데몬셋이 클러스터 애드온으로 실행되어 설정 덮어쓰기가 지원되지 않습니다. \`${configMap ?? '?'}\` 컨피그맵은 유지되지 않고, 애드온 매니저가 변경을 되돌립니다.`
        : `\`${name}\` 데몬셋이 커널 문제를 감지하지 못합니다. 커널 로그를 감시하도록 설정되었지만 노드의 \`${kernelLog}\` 장치가 컨테이너의 같은 경로에 마운트되어 있지 않습니다.`,
  },
  steps: ({ problem, configMap }, subject) => [
    look(
      'See how it is configured, and what it says when it starts.',
      '설정과 시작할 때의 로그를 확인합니다.',
      `${sh`kubectl logs ${`daemonset/${subject.name}`} --tail=50`}${namespaceFlag(subject)}`,
    ),
    ...(configMap
      ? [
          look(
            'Does `logPath` (once `log`) of its kernel monitor name the path inside the container?',
            '커널 모니터의 `logPath`(예전에는 `log`) 값이 컨테이너 안의 경로와 같은지 확인합니다.',
            `${sh`kubectl get configmap ${configMap} -o yaml`}${namespaceFlag(subject)}`,
          ),
        ]
      : []),
    problem === 'addon'
      ? change(
          'Remove the add-on and run the detector as a DaemonSet of your own, with your ConfigMap.',
          '애드온을 제거하고, 직접 만든 데몬셋과 컨피그맵으로 감지기를 실행합니다.',
          ['Enable the add-on again and delete your DaemonSet.', '애드온을 다시 켜고 직접 만든 데몬셋을 지웁니다.'],
        )
      : change(
          'Mount the log device of this operating system (mostly `/dev/kmsg`) at the path that the monitor reads.',
          '이 운영 체제의 로그 장치(대개 `/dev/kmsg`)를 모니터가 읽는 경로에 마운트합니다.',
          [
            `\`${sh`kubectl rollout undo ${`daemonset/${subject.name}`}`}${namespaceFlag(subject)}\``,
            `\`${sh`kubectl rollout undo ${`daemonset/${subject.name}`}`}${namespaceFlag(subject)}\` 명령으로 되돌립니다.`,
          ],
        ),
  ],
});

function detectorOf({ spec }: DaemonSet) {
  return spec?.template.spec?.containers.find(({ image, name }) => name === detector || image?.includes(detector));
}
