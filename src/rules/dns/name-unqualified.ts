import { isUnqualified } from '../../core/dependencies.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { isTroubled } from '../../core/troubled.ts';

/** The pod calls a Service by its bare name, which works only within the namespace of the Service, and that is another one. */
export default defineRule({
  id: 'dns/name-unqualified',
  coverage: ['dns/name-unqualified'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services',
  needs: ['loggedDependencies'],
  wants: ['dependencies', 'configuredDependencies'],
  applies: isTroubled,
  check: ({ ref, loggedDependencies, dependencies = [], configuredDependencies = [] }) =>
    loggedDependencies.filter(isUnqualified).map((one) => {
      const set = [...dependencies, ...configuredDependencies].find(({ host }) => host === one.host);
      const [elsewhere] = one.elsewhere;
      const namespace = elsewhere?.namespace ?? '';
      return {
        facts: {
          host: one.host,
          own: ref.namespace ?? 'default',
          namespaces: one.elsewhere.slice(0, 3).map((other) => other.namespace ?? ''),
          short: `${one.host}.${namespace}`,
          full: `${one.host}.${namespace}.svc.cluster.local`,
          setBy: set?.place.name ?? null,
        },
        proof: [
          { ref: one.place.ref, path: one.place.path, value: one.place.text },
          ...(set ? [{ ref: set.place.ref, path: set.place.path, value: set.place.text }] : []),
          ...(elsewhere ? [{ ref: elsewhere, path: 'metadata.namespace', value: namespace }] : []),
        ],
      };
    }),
  says: {
    en: ({ host, own, namespaces, short, full, setBy }) =>
      `It calls \`${host}\`${setBy ? ` (set by \`${setBy}\`)` : ''}, and a bare name is only looked for in its own namespace \`${own}\`. The Service is in \`${namespaces.join('`, `')}\`: from here its name is \`${short}\`, in full \`${full}\`.`,
    ko: ({ host, own, namespaces, short, full, setBy }) =>
      `\`${host}\` 이름으로 접속하는데${setBy ? `(\`${setBy}\` 값)` : ''}, 짧은 이름은 자기 네임스페이스(\`${own}\`)에서만 찾습니다. 서비스는 \`${namespaces.join('`, `')}\` 네임스페이스에 있으므로 여기에서는 \`${short}\`, 전체 이름으로는 \`${full}\` 이름을 써야 합니다.`,
  },
  steps: ({ full, short, setBy }, pod) => [
    look(
      'Check that the full name resolves (the suffix is `cluster.local` unless the cluster was set up otherwise).',
      '전체 이름이 조회되는지 확인합니다(클러스터 도메인을 바꾸지 않았다면 `cluster.local`입니다).',
      `${sh`kubectl run resolve-test --rm -it --restart=Never --image=busybox:1.36`}${namespaceFlag(pod)} -- ${sh`nslookup ${full}`}`,
    ),
    look(
      'If not even this one resolves, the fault is DNS itself.',
      '이 이름마저 조회되지 않으면 DNS 자체의 문제입니다.',
      `${sh`kubectl run resolve-test --rm -it --restart=Never --image=busybox:1.36`}${namespaceFlag(pod)} -- nslookup kubernetes.default.svc.cluster.local`,
    ),
    change(`Call it \`${short}\`${setBy ? `: correct \`${setBy}\`` : ''}.`, `${setBy ? `\`${setBy}\` 값을 ` : ''}\`${short}\` 이름으로 고칩니다.`, [
      'Put the previous name back.',
      '이전 이름으로 되돌립니다.',
    ]),
  ],
});
