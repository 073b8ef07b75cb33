import type { Container, Pod } from '../../core/kinds.ts';
import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { isReady } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { matchesMap } from '../../core/selector.ts';
import { sh } from '../../core/shell.ts';
import { names } from '../../core/words/names.ts';

/** Without a readiness probe a container counts as Ready as soon as it runs, so that ready endpoints prove nothing. Advice. */
export default defineRule({
  id: 'container/readiness-probe-absent',
  coverage: ['container/readiness-probe-absent'],
  on: ['pod'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe',
  needs: ['services'],
  wants: ['owners'],
  applies: (pod) => isReady(pod) && !pod.metadata?.deletionTimestamp && pod.metadata?.labels !== undefined && unprobed(pod).length > 0,
  check: ({ subject, ref, services, owners }) => {
    const behind = services.filter(({ spec }) => matchesMap(spec?.selector, subject.metadata?.labels));
    if (behind.length === 0) return [];
    const containers = unprobed(subject).map(({ name }) => name);
    return [
      {
        facts: { containers, services: behind.map(({ metadata }) => metadata?.name ?? ''), workload: owningWorkload(owners) },
        proof: [
          { ref, path: `spec.containers[name=${containers[0]}].readinessProbe`, value: null },
          {
            ref: { kind: 'service', name: behind[0]?.metadata?.name ?? '', namespace: ref.namespace ?? 'default' } as const,
            path: 'spec.selector',
            value: selectorText(behind[0]?.spec?.selector),
          },
        ],
      },
    ];
  },
  says: {
    en: ({ containers, services }) =>
      `${containers.length === 1 ? 'Container' : 'Containers'} ${names(containers)} ${containers.length === 1 ? 'has' : 'have'} no readiness probe, so ${services.length === 1 ? 'service' : 'services'} ${names(services)} ${services.length === 1 ? 'counts' : 'count'} the pod as ready as soon as it runs, whether or not it can answer. Ready endpoints prove nothing here.`,
    ko: ({ containers, services }) =>
      `${names(containers)} 컨테이너에 준비성 프로브가 없어서, 응답할 수 있는지와 관계없이 실행되자마자 ${names(services)} 서비스가 준비된 파드로 여깁니다. 여기서는 준비된 엔드포인트가 있어도 정상이라는 증거가 되지 않습니다.`,
  },
  steps: ({ workload }, pod) => [
    {
      kind: 'look',
      text: { en: 'Ask the program itself, past the Service.', ko: '서비스를 거치지 않고 프로그램에 직접 접속해 봅니다.' },
      command: `${sh`kubectl port-forward ${editableTarget(workload) ?? `pod/${pod.name}`} 8080`}${namespaceFlag(pod)}`,
    },
    editTemplate(workload, pod, {
      en: 'Add a `readinessProbe` that asks what the program needs to answer a request.',
      ko: '요청에 응답하는 데 필요한 것을 확인하는 준비성 프로브(`readinessProbe`)를 추가합니다.',
    }),
  ],
});

/** Containers that serve a port and are not probed. */
function unprobed(pod: Pod): Container[] {
  return (pod.spec?.containers ?? []).filter(({ ports, readinessProbe }) => (ports?.length ?? 0) > 0 && !readinessProbe);
}

function selectorText(selector: Readonly<Record<string, string>> | undefined): string {
  const [first] = Object.entries(selector ?? {});
  return first ? `${first[0]}: ${first[1]}` : '';
}
