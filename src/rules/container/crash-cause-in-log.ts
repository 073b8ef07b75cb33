import { type CalledService, calledService } from '../../core/called-service.ts';
import { componentOf } from '../../core/control-plane.ts';
import { claimAt, troubles } from '../../core/crash-cause.ts';
import type { Pod } from '../../core/kinds.ts';
import type { Captures, LogSignature } from '../../core/log-signature.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specOf, specPath } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { defineRule, type Lead } from '../../core/rule.ts';
import { describeObject, editTemplate, readLog } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';
import { componentLeads } from '../../core/system-component.ts';
import { isMeantForWindows } from '../../core/windows.ts';
import { windowsCallCauses, windowsDnsLeads } from '../../core/windows-calls.ts';
import { calledServiceWords } from '../../core/words/called-service-words.ts';
import { names } from '../../core/words/names.ts';
import { crashSignature, crashSignatures } from './crash-cause-in-log.signatures.ts';

/** Rules that know why a pod cannot look names up. */
const lookupRules = ['service/not-found', 'dns/service-missing', 'dns/pod-dns-config', 'dns/name-unqualified', 'network/dns-blocked'];

/** A container ended, or does not get ready, and the last thing that its log says is a known cause. */
export default defineRule({
  id: 'container/crash-cause-in-log',
  coverage: ['container/crash-cause-in-log'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/#examine-pod-logs',
  needs: [],
  wants: ['logs', 'previousLogs', 'services', 'owners'],
  applies: (pod) =>
    componentOf(pod) === null &&
    containerStatuses(pod).some(({ state, lastState, ready }) => state?.terminated || lastState?.terminated || (state?.running && !ready)),
  check: ({ subject, ref, now, logs, previousLogs, services, owners }) =>
    troubles(subject, now, logs, previousLogs, crashSignatures).map(({ container, ending, restarts, cause }) => {
      const { signature, captures, line } = cause.match;
      const { service, local } = calledService(cause.match, container, subject, ref, services);
      const claim = signature.id === 'no-space-left' && captures.path ? claimAt(subject, container, captures.path) : null;
      const near = signature.id === 'missing-variable' && captures.variable ? misspelt(subject, container, captures.variable) : [];
      const at = ending?.terminated.finishedAt;
      return {
        facts: {
          container,
          signature: signature.id,
          captures,
          service,
          local,
          claim,
          near,
          exitCode: ending?.terminated.exitCode ?? null,
          restarts,
          previous: ending?.previous ?? false,
          workload: owningWorkload(owners),
        },
        proof: [
          { ref, path: cause.path, value: line.slice(0, 500), ...(at ? { at } : {}) },
          ...(ending ? [{ ref, path: `${ending.path}.exitCode`, value: ending.terminated.exitCode }] : []),
          ...near.map((value) => ({ ref, path: `${specPath(subject, container)}.env.name`, value })),
          ...(service?.alias
            ? [
                {
                  ref: { kind: 'service', name: service.name, namespace: service.namespace } as const,
                  path: 'spec.externalName',
                  value: service.alias,
                },
              ]
            : []),
        ],
        leads: leadsOf(signature, service, claim, subject, ref),
      };
    }),
  says: {
    en: (facts) => {
      const { container, signature, captures, exitCode, restarts } = facts;
      const again = restarts > 0 ? ` and was restarted ${restarts === 1 ? 'once' : `${restarts} times`}` : '';
      const end = exitCode === null ? ' It runs, but is not ready.' : ` It ended with exit code ${exitCode}${again}.`;
      return `${crashSignature(signature).says.en(`Container \`${container}\``, captures)}${whom(facts).en}${end}`;
    },
    ko: (facts) => {
      const { container, signature, captures, exitCode, restarts } = facts;
      const end =
        exitCode === null
          ? ' 실행 중이지만 준비되지 않았습니다.'
          : ` 종료 코드는 ${exitCode}${restarts > 0 ? `, 재시작은 ${restarts}회` : ''}입니다.`;
      return `${crashSignature(signature).says.ko(`\`${container}\` 컨테이너`, captures)}${whom(facts).ko}${end}`;
    },
  },
  steps: ({ container, signature, service, previous, workload }, pod) => {
    const { look, fix } = crashSignature(signature);
    const command =
      service?.exists === false
        ? 'kubectl get services'
        : service?.alias
          ? sh`kubectl get service ${service.name} -o wide`
          : sh`kubectl get endpointslices -l ${`kubernetes.io/service-name=${service?.name}`}`;
    return [
      readLog(pod, container, previous),
      service ? { kind: 'look', text: look, command: `${command}${namespaceFlag(service)}` } : describeObject(pod, look),
      editTemplate(workload, pod, fix),
    ];
  },
});

interface Meant {
  readonly local: boolean;
  readonly claim: string | null;
  /** Absent in reports of older versions. */
  readonly near?: readonly string[];
  readonly service: CalledService | null;
  readonly captures: Captures;
}

/** Variables of the container whose names differ from the one that it lacks by a slip of the hand. */
function misspelt(pod: Pod, container: string, variable: string): string[] {
  const own = (specOf(pod, container)?.env ?? []).map(({ name }) => name);
  return own.includes(variable) ? [] : similarNames(variable, own, 2).filter((name) => Math.abs(name.length - variable.length) <= 2);
}

/** What stands behind the address or path that the log names. */
function whom({ local, claim, near = [], service, captures }: Meant) {
  if (near.length > 0)
    return { en: ` It has a variable with a name like it: ${names(near)}.`, ko: ` 비슷한 이름의 변수는 있습니다: ${names(near)}.` };
  if (local)
    return { en: ' Inside a pod this address is the pod itself, not another one.', ko: ' 파드 안에서 이 주소는 다른 파드가 아니라 자기 자신입니다.' };
  if (claim) return { en: ` That is the volume of claim \`${claim}\`.`, ko: ` \`${claim}\` 클레임의 볼륨입니다.` };
  return service ? calledServiceWords(service, captures.host) : { en: '', ko: '' };
}

/** Where the reason for what the log says may be. */
function leadsOf({ id, callsOut }: LogSignature, service: CalledService | null, claim: string | null, pod: Pod, ref: Ref): readonly Lead[] {
  const noAnswer = id === 'dns-not-answering';
  const noName = service?.exists === false || noAnswer || id === 'name-not-resolved';
  const windows = isMeantForWindows(pod);
  return [
    ...(service && service.exists !== false ? [{ to: { kind: 'service', name: service.name, namespace: service.namespace } as const }] : []),
    ...(noAnswer ? [{ to: { kind: 'service', name: 'kube-dns', namespace: 'kube-system' } as const }] : []),
    ...(windows && callsOut ? [{ to: ref, rules: windowsCallCauses }] : []),
    ...(windows && noAnswer ? windowsDnsLeads(pod, ref) : []),
    ...(noName ? [{ to: ref, rules: lookupRules }] : []),
    ...componentLeads(pod, ref),
    ...(id === 'no-space-left' || id === 'disk-quota-exceeded' ? [{ to: ref, rules: ['storage/full'] }] : []),
    ...(claim ? [{ to: { kind: 'persistentvolumeclaim', name: claim, namespace: ref.namespace ?? 'default' } as const }] : []),
  ];
}
