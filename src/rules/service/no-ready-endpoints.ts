import { failingParts } from '../../core/failing-parts.ts';
import { templateLabels } from '../../core/nearest-workload.ts';
import { isFinished, podCondition, podState } from '../../core/pod-state.ts';
import { namespaceFlag, type Ref, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { matchesMap } from '../../core/selector.ts';
import { backendsOf, selectedPods, selectorText, selectsPods, statesText, statusCounts } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';
import { subjectState } from '../../core/subject-state.ts';

/**
 * The selector is right, but nothing behind the Service is Ready. Leads to what fails there, one pod for each way of failing.
 * An endpoint is ready as its pod is: https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/endpointslice/utils.go (podToEndpoint)
 */
export default defineRule({
  id: 'service/no-ready-endpoints',
  coverage: ['service/no-ready-endpoints'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpoints',
  needs: ['namespacePods', 'endpointSlices', 'workloadsOfNamespace'],
  applies: selectsPods,
  check: ({ ref, subject, namespacePods, endpointSlices, workloadsOfNamespace, now }) => {
    if (backendsOf(endpointSlices).some(({ ready }) => ready)) return [];
    const selector = selectorText(subject.spec?.selector);
    const pods = selectedPods(subject, namespacePods);
    const states = pods.map((pod) => podState(pod, now).condition);
    if (states.includes('ok') || (pods.length > 0 && states.every((condition) => condition === 'progressing'))) return [];
    const finished = namespacePods.filter((pod) => isFinished(pod) && matchesMap(subject.spec?.selector, pod.metadata?.labels));
    const workloads = workloadsOfNamespace
      .filter(({ object }) => matchesMap(subject.spec?.selector, templateLabels(object)) && replicasOf(object) > 0)
      .filter(({ ref, object }) => object && subjectState(ref.kind, object, now)?.condition !== 'progressing');
    if (pods.length === 0 && finished.length === 0 && workloads.length === 0) return [];
    const shown = pods.length > 0 ? pods : finished;
    const leads: Ref[] = pods.length > 0 ? failingParts(pods, now).map(({ ref }) => ref) : workloads.map(({ ref }) => ref);
    return [
      {
        facts: {
          selector,
          pods: pods.length,
          finished: finished.length,
          states: statusCounts(shown, now),
          workload: workloads[0] ? { kind: workloads[0].ref.kind, name: workloads[0].ref.name } : null,
        },
        proof: [
          { ref, path: 'spec.selector', value: selector },
          ...shown.slice(0, 3).map((pod) => {
            const ready = podCondition(pod, 'Ready');
            return {
              ref: refOf('pod', pod),
              path: ready ? 'status.conditions[type=Ready].status' : 'status.phase',
              value: ready?.status ?? pod.status?.phase ?? null,
              ...(ready?.lastTransitionTime ? { at: ready.lastTransitionTime } : {}),
            };
          }),
        ],
        leads: leads.slice(0, 4).map((to) => ({ to })),
      },
    ];
  },
  says: {
    en: ({ pods, finished, states, workload }, { name }) => {
      if (pods > 0)
        return `Service \`${name}\` has nowhere to send: ${pods === 1 ? 'the only pod' : `none of the ${pods} pods`} that it selects is ${pods === 1 ? 'not ' : ''}Ready (${statesText(states)}).`;
      if (workload)
        return `Service \`${name}\` has nowhere to send: ${workload.kind} \`${workload.name}\` should run pods for it, and there is none.`;
      return `Service \`${name}\` has nowhere to send: all pods that it selects (${finished}) have ended (${statesText(states)}).`;
    },
    ko: ({ pods, finished, states, workload }, { name }) => {
      if (pods > 0)
        return `\`${name}\` 서비스가 요청을 보낼 곳이 없습니다. 셀렉터가 고르는 파드 ${pods}개 가운데 준비된(Ready) 파드가 없습니다 (${statesText(states)}).`;
      if (workload) return `\`${name}\` 서비스가 요청을 보낼 곳이 없습니다. \`${workload.name}\` 워크로드가 파드를 실행해야 하는데 하나도 없습니다.`;
      return `\`${name}\` 서비스가 요청을 보낼 곳이 없습니다. 셀렉터가 고르는 파드 ${finished}개가 모두 끝났습니다 (${statesText(states)}).`;
    },
  },
  steps: ({ selector, workload }, ref) => [
    {
      kind: 'look',
      text: { en: 'See the state of the pods behind the Service.', ko: '서비스 뒤에 있는 파드의 상태를 확인합니다.' },
      command: `${sh`kubectl get pods -l ${selector} -o wide`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'look',
      text: { en: 'See which endpoints exist, and whether they are ready.', ko: '엔드포인트가 있는지, 준비되었는지 확인합니다.' },
      command: `${sh`kubectl get endpointslices -l kubernetes.io/service-name=${ref.name} -o yaml`}${namespaceFlag(ref)}`,
    },
    workload
      ? {
          kind: 'look',
          text: {
            en: 'Read why the workload makes no pods: its events say so.',
            ko: '워크로드가 파드를 만들지 못하는 이유를 이벤트에서 확인합니다.',
          },
          command: `${sh`kubectl describe ${`${workload.kind}/${workload.name}`}`}${namespaceFlag(ref)}`,
        }
      : {
          kind: 'look',
          text: {
            en: 'Read why the pods are not Ready: conditions, events, restarts.',
            ko: '파드가 준비되지 않은 이유를 컨디션, 이벤트, 재시작 횟수에서 확인합니다.',
          },
          command: `${sh`kubectl describe pods -l ${selector}`}${namespaceFlag(ref)}`,
        },
  ],
});

/** A DaemonSet counts by nodes. */
function replicasOf(object: unknown): number {
  const { spec, status } = (object ?? {}) as { spec?: { replicas?: number }; status?: { desiredNumberScheduled?: number } };
  return spec?.replicas ?? status?.desiredNumberScheduled ?? 1;
}
