import type { Pod } from '../../core/kinds.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';
import { duration } from '../../core/words/time-words.ts';

/** A container that ends together with the work may take as long: seconds. */
const patience = 60;
/** Serves the work, and has no end of its own; by the name of the container or of its image. Of two steps of one work the longer one has an end. */
const servant = /(?:^|[-_/])(?:proxy|sidecar|agent|envoy|dataplane|daprd|collector|fluent-?bit|fluentd|filebeat|promtail|exporter)(?:[-_:@\d]|$)/;

/** The work of the Job is done, but another container of its pod runs on, so neither pod nor Job ends: most often the proxy of a mesh. */
export default defineRule({
  id: 'job/sidecar-runs-on',
  coverage: ['job/deadline'],
  on: ['job'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
  needs: ['pods'],
  applies: ({ spec, status }) => (spec?.template.spec?.containers.length ?? 0) > 0 && (status?.active ?? 0) > 0,
  check: ({ pods, now }) =>
    pods.flatMap((pod) => {
      const held = runsOn(pod, now);
      if (!held) return [];
      const ref = refOf('pod', pod);
      return [
        {
          facts: { pod: ref.name, done: held.done, running: held.running, seconds: held.seconds },
          proof: [
            { ref, path: 'status.phase', value: pod.status?.phase ?? null },
            ...held.done.map((name) => ({ ref, path: `status.containerStatuses[name=${name}].state.terminated.exitCode`, value: 0, at: held.at })),
            ...held.running.map((name) => ({
              ref,
              path: `status.containerStatuses[name=${name}].state.running.startedAt`,
              value: pod.status?.containerStatuses?.find((status) => status.name === name)?.state?.running?.startedAt ?? null,
            })),
          ],
        },
      ];
    }),
  says: {
    en: ({ pod, done, running, seconds }, { name }) =>
      `Job \`${name}\` does not end, although its work is done: in pod \`${pod}\` ${names(done)} ended well ${duration(seconds, 'en')} ago, but ${names(running)} ${running.length === 1 ? 'runs' : 'run'} on, and a pod ends only when all its containers do.`,
    ko: ({ pod, done, running, seconds }, { name }) =>
      `\`${name}\` 잡은 작업이 끝났는데도 완료되지 않습니다. \`${pod}\` 파드에서 ${names(done)} 컨테이너는 ${duration(seconds, 'ko')} 전에 정상으로 끝났지만 ${names(running)} 컨테이너가 계속 실행 중입니다. 파드는 모든 컨테이너가 끝나야 끝납니다.`,
  },
  steps: ({ pod, running }, job) => [
    look(
      'See which containers still run.',
      '아직 실행 중인 컨테이너를 확인합니다.',
      `${sh`kubectl get pod ${pod} -o jsonpath=${'{range .status.containerStatuses[*]}{.name}{" "}{.state}{"\\n"}{end}'}`}${namespaceFlag(job)}`,
    ),
    change(
      `Make ${names(running)} a sidecar: an init container with \`restartPolicy: Always\` is stopped when the work is done. For a mesh, use its own switch (Istio: \`sidecar.istio.io/inject: "false"\`, or native sidecars).`,
      `컨테이너(${names(running)})를 사이드카로 만듭니다. \`restartPolicy: Always\`인 초기화 컨테이너는 작업이 끝나면 함께 멈춥니다. 서비스 메시라면 그 설정(Istio: \`sidecar.istio.io/inject: "false"\` 또는 네이티브 사이드카)을 씁니다.`,
      ['Apply the manifest from before.', '이전 매니페스트를 다시 적용합니다.'],
    ),
    change(
      'To free this one now, delete the Job: its work has been done.',
      '지금 있는 것을 정리하려면 잡을 삭제합니다. 작업은 이미 끝났습니다.',
      ['Create the Job again: it does its work anew.', '잡을 다시 만듭니다. 작업이 처음부터 다시 실행됩니다.'],
      `${sh`kubectl delete job ${job.name}`}${namespaceFlag(job)}`,
    ),
  ],
});

/** Some containers ended well, long enough ago, and only their servants run; null where it is not so. Native sidecars are not among them. */
function runsOn({ metadata, status }: Pod, now: Date) {
  const statuses = status?.containerStatuses ?? [];
  const done = statuses.filter(({ state }) => state?.terminated?.exitCode === 0);
  const running = statuses.filter(({ state }) => state?.running);
  if (metadata?.deletionTimestamp || done.length === 0 || running.length === 0 || done.length + running.length < statuses.length) return null;
  if (!running.every(({ name, image }) => servant.test(name) || servant.test(image.split('/').at(-1) ?? ''))) return null;
  const at =
    done
      .map(({ state }) => state?.terminated?.finishedAt ?? '')
      .toSorted()
      .at(-1) ?? '';
  const seconds = Math.round((now.getTime() - Date.parse(at)) / 1000);
  return seconds < patience ? null : { done: done.map(({ name }) => name), running: running.map(({ name }) => name), seconds, at };
}
