import type { PodTemplateSpec } from '../../core/kinds.ts';
import { workloadKinds } from '../../core/kinds.ts';
import { containersOf } from '../../core/pod-containers.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { mayBeRefused, refusal } from '../../core/refused-creation.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { whatIsMissing } from '../../core/words/refusal-words.ts';

/**
 * The namespace enforces a Pod Security level that the template does not keep.
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/pod-security-admission/admission/admission.go (EvaluatePod)
 */
export default defineRule({
  id: 'workload/pod-security-denied',
  coverage: ['workload/pod-security-denied', 'workload/replication-controller'],
  on: workloadKinds,
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  needs: ['events'],
  applies: (subject, ref) => mayBeRefused(ref.kind, subject),
  check: ({ subject, ref, events }) => {
    const refused = refusal(ref, subject, events);
    if (refused?.kind !== 'pod-security') return [];
    const { words, what, wanted, created, earlier, proof } = refused;
    const [, level = '', version = '', list = ''] = /violates PodSecurity "([a-z]+):([^"]+)": (.+)$/s.exec(words) ?? [];
    const violations = violationsIn(list);
    const { template } = (subject.spec ?? {}) as { readonly template?: PodTemplateSpec };
    const containers = containersOf(template?.spec).map(({ name }) => name);
    return [{ facts: { what, wanted, created, earlier, level, version, violations, containers }, proof: [proof] }];
  },
  says: {
    en: ({ level, violations, ...missing }, { namespace = 'default' }) =>
      `Namespace \`${namespace}\` enforces the Pod Security level \`${level}\`, which the pod template violates, so ${whatIsMissing(missing, 'en')}. It is about ${violations.map(({ rule }) => `\`${rule}\``).join(', ')}.`,
    ko: ({ level, violations, ...missing }, { namespace = 'default' }) =>
      `파드 템플릿이 \`${namespace}\` 네임스페이스가 강제하는 파드 시큐리티 \`${level}\` 수준을 지키지 않아서 ${whatIsMissing(missing, 'ko')}. 걸린 항목: ${violations.map(({ rule }) => `\`${rule}\``).join(', ')}.`,
  },
  steps: ({ level, violations, containers }, subject) => [
    {
      kind: 'look',
      text: { en: 'See which level the namespace enforces.', ko: '네임스페이스가 강제하는 수준을 확인합니다.' },
      command: sh`kubectl get namespace ${subject.namespace ?? 'default'} --show-labels`,
    },
    ...secureStep(violations, containers, subject),
    {
      kind: 'change',
      text: {
        en: 'If these pods really need it, and whoever is responsible for the namespace agrees, enforce a less strict level.',
        ko: '이 파드에 꼭 필요하고 네임스페이스 책임자가 동의한다면 더 느슨한 수준을 강제합니다.',
      },
      command: enforce(subject, level === 'restricted' ? 'baseline' : 'privileged'),
      undo: {
        en: `Enforce \`${level}\` again: \`${enforce(subject, level)}\``,
        ko: `\`${level}\` 수준으로 되돌립니다: \`${enforce(subject, level)}\``,
      },
    },
  ],
});

type Violation = { readonly rule: string; readonly how: string };

/** `allowPrivilegeEscalation != false (container "app" must set …), runAsNonRoot != true (pod or container …)`. */
function violationsIn(list: string): Violation[] {
  return [...list.matchAll(/([^(),]+(?:,[^(),]+)*?) \(((?:[^()]|\([^()]*\))*)\)(?:, |$)/g)].map(([, rule = '', how = '']) => ({
    rule: rule.trim(),
    how,
  }));
}

function enforce({ namespace = 'default' }: Ref, level: string): string {
  return sh`kubectl label namespace ${namespace} pod-security.kubernetes.io/enforce=${level} --overwrite`;
}

/** Where only the four usual settings of `restricted` are missing, they can be given ready to paste. */
function secureStep(violations: readonly Violation[], containers: readonly string[], subject: Ref): Step[] {
  const usual = /^(allowPrivilegeEscalation != false|unrestricted capabilities|runAsNonRoot != true|seccompProfile)$/;
  const patchable = /^(deployment|statefulset|daemonset)$/.test(subject.kind) && violations.every(({ rule }) => usual.test(rule));
  const has = (rule: string) => violations.some((violation) => violation.rule === rule);
  const pod = {
    ...(has('runAsNonRoot != true') ? { runAsNonRoot: true } : {}),
    ...(has('seccompProfile') ? { seccompProfile: { type: 'RuntimeDefault' } } : {}),
  };
  const securityContext = {
    ...(has('allowPrivilegeEscalation != false') ? { allowPrivilegeEscalation: false } : {}),
    ...(has('unrestricted capabilities') ? { capabilities: { drop: ['ALL'] } } : {}),
  };
  const patch = { spec: { template: { spec: { securityContext: pod, containers: containers.map((name) => ({ name, securityContext })) } } } };
  return [
    {
      kind: 'change',
      text: {
        en: `Change the template: ${violations.map(({ how }) => how).join('; ')}. An image that runs as root needs \`runAsUser\` too.`,
        ko: `템플릿을 고칩니다: ${violations.map(({ how }) => how).join('; ')}. root로 실행하는 이미지라면 \`runAsUser\` 값도 필요합니다.`,
      },
      ...(patchable
        ? { command: `${sh`kubectl patch ${`${subject.kind}/${subject.name}`} -p ${JSON.stringify(patch)}`}${namespaceFlag(subject)}` }
        : {}),
      undo: { en: 'Put the earlier template back.', ko: '이전 템플릿으로 되돌립니다.' },
    },
  ];
}
