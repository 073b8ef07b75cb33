import type { Service, StatefulSet } from '../../core/kinds.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { matchesMap } from '../../core/selector.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';

/**
 * The Service that `spec.serviceName` names gives the pods their own DNS names. Where there is none, it has an address of its own, or it picks
 * other pods, the pods run but nobody finds `web-0.web`: clustered databases then do not find each other.
 */
export default defineRule({
  id: 'statefulset/headless-service-missing',
  coverage: ['statefulset/headless-service-missing'],
  on: ['statefulset'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  needs: ['services'],
  applies: ({ spec }) => Boolean(spec?.serviceName),
  check: ({ subject, ref, services }) => {
    const name = subject.spec?.serviceName ?? '';
    const service = services.find(({ metadata }) => metadata?.name === name);
    const fault = faultOf(service, subject);
    if (!fault) return [];
    const headless = services.filter(({ spec }) => spec?.clusterIP === 'None').map(({ metadata }) => metadata?.name ?? '');
    return [
      {
        facts: {
          service: name,
          fault,
          near: fault === 'missing' ? similarNames(name, headless) : [],
          port: firstPort(subject),
          labels: labelsOf(subject),
        },
        proof: [
          { ref, path: 'spec.serviceName', value: name },
          ...(service && fault === 'not-headless'
            ? [{ ref: refOf('service', service), path: 'spec.clusterIP', value: service.spec?.clusterIP ?? null }]
            : []),
          ...(service && fault === 'picks-others'
            ? [{ ref: refOf('service', service), path: 'spec.selector', value: selectorText(service.spec?.selector ?? {}) }]
            : []),
        ],
      },
    ];
  },
  says: {
    en: ({ service, fault, near }, { name }) => {
      const effect = `so the pods have no DNS names of their own (\`${name}-0.${service}\`)`;
      if (fault === 'not-headless')
        return `Service \`${service}\` has an address of its own, where a headless one (\`clusterIP: None\`) is needed, ${effect}.`;
      if (fault === 'picks-others') return `The selector of service \`${service}\` does not pick the pods of \`${name}\`, ${effect}.`;
      return `Service \`${service}\`, which \`spec.serviceName\` names, does not exist, ${effect}.${near.length > 0 ? ` There is ${near.map((one) => `\`${one}\``).join(', ')}.` : ''}`;
    },
    ko: ({ service, fault, near }, { name }) => {
      const effect = `파드마다 있어야 할 DNS 이름(\`${name}-0.${service}\`)이 없습니다`;
      if (fault === 'not-headless') return `\`${service}\` 서비스가 헤드리스(\`clusterIP: None\`)가 아니라서 ${effect}.`;
      if (fault === 'picks-others') return `\`${service}\` 서비스의 셀렉터가 \`${name}\` 스테이트풀셋의 파드를 선택하지 않아서 ${effect}.`;
      return `\`spec.serviceName\` 값이 가리키는 \`${service}\` 서비스가 없어서 ${effect}.${near.length > 0 ? ` 비슷한 이름: ${near.map((one) => `\`${one}\``).join(', ')}.` : ''}`;
    },
  },
  steps: ({ service, fault, labels, port }, subject) => [
    {
      kind: 'look',
      text: { en: 'See the services of the namespace and what they pick.', ko: '네임스페이스의 서비스와 셀렉터를 확인합니다.' },
      command: `kubectl get services -o wide${namespaceFlag(subject)}`,
    },
    fault === 'missing'
      ? {
          kind: 'change',
          text: {
            en: `Create the headless service. (\`spec.serviceName\` itself cannot be changed without creating the set anew.) Correct the port if \`${port}\` is not the one.`,
            ko: `헤드리스 서비스를 만듭니다. (\`spec.serviceName\` 값은 스테이트풀셋을 새로 만들어야 바꿀 수 있습니다.) 포트가 \`${port}\` 값이 아니면 고칩니다.`,
          },
          command: `${sh`kubectl create service clusterip ${service} --clusterip=None --tcp=${port} --dry-run=client -o yaml | kubectl set selector --local -f - ${labels} -o yaml | kubectl apply -f -`}${namespaceFlag(subject)}`,
          undo: {
            en: `\`${sh`kubectl delete service ${service}`}${namespaceFlag(subject)}\``,
            ko: `\`${sh`kubectl delete service ${service}`}${namespaceFlag(subject)}\` 명령으로 지웁니다.`,
          },
        }
      : {
          kind: 'change',
          text:
            fault === 'picks-others'
              ? { en: 'Give the service the labels of the pods as its selector.', ko: '서비스의 셀렉터를 파드의 레이블로 맞춥니다.' }
              : {
                  en: 'Create a headless service beside it and a set that names it: neither `clusterIP` nor `serviceName` can be changed in place.',
                  ko: '헤드리스 서비스와 그것을 가리키는 스테이트풀셋을 새로 만듭니다. `clusterIP` 값도 `serviceName` 값도 그대로는 바꿀 수 없습니다.',
                },
          ...(fault === 'picks-others' ? { command: `${sh`kubectl set selector service ${service} ${labels}`}${namespaceFlag(subject)}` } : {}),
          undo: { en: 'Put the earlier selector back, or delete what was created.', ko: '이전 셀렉터로 되돌리거나 만든 것을 지웁니다.' },
        },
  ],
});

function faultOf(service: Service | undefined, { spec }: StatefulSet): 'missing' | 'not-headless' | 'picks-others' | null {
  if (!service) return 'missing';
  // a single pod can do without a name of its own: a plain Service in front of it is common and works
  if (service.spec?.clusterIP !== 'None') return (spec?.replicas ?? 1) > 1 ? 'not-headless' : null;
  const { selector } = service.spec;
  // without a selector somebody else keeps its endpoints
  return selector && !matchesMap(selector, spec?.template?.metadata?.labels) ? 'picks-others' : null;
}

function firstPort({ spec }: StatefulSet): number {
  return spec?.template?.spec?.containers.flatMap(({ ports = [] }) => ports)[0]?.containerPort ?? 80;
}

function labelsOf({ spec }: StatefulSet): string {
  return selectorText(spec?.selector.matchLabels ?? {});
}

function selectorText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
