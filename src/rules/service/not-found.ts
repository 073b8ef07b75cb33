import { type Dependency, isExplicit, isUnqualified } from '../../core/dependencies.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { isTroubled } from '../../core/troubled.ts';

/**
 * The pod is in trouble and calls a Service that does not exist: its log could not resolve the name, or the name is spelt `….svc`.
 * What is only a host of the outside world is never taken for a Service.
 */
export default defineRule({
  id: 'service/not-found',
  coverage: ['service/not-found'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-exist',
  needs: ['loggedDependencies'],
  wants: ['dependencies', 'configuredDependencies'],
  applies: isTroubled,
  check: ({ loggedDependencies, dependencies = [], configuredDependencies = [] }) => {
    const all = [...loggedDependencies, ...dependencies, ...configuredDependencies].filter(({ object }) => object === null);
    const missing = all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
    // a bare name of a Service elsewhere is told by dns/name-unqualified
    return missing
      .filter((one) => !all.some((other) => isSame(one, other) && isUnqualified(other)))
      .filter((one) => all.some((other) => isSame(one, other) && (other.unresolved || isExplicit(other.host))))
      .slice(0, 3)
      .map((one) => {
        const told = all.find((other) => isSame(one, other) && other.place.kind === 'log');
        const set = all.find((other) => isSame(one, other) && other.place.kind !== 'log');
        const [elsewhere] = one.elsewhere;
        return {
          facts: {
            host: one.host,
            name: one.service.name,
            namespace: one.service.namespace ?? 'default',
            near: [...one.near],
            elsewhere: one.elsewhere.slice(0, 3).map(({ namespace }) => namespace ?? ''),
            use: elsewhere ? `${elsewhere.name}.${elsewhere.namespace}.svc.cluster.local` : null,
            setBy: set?.place.name ?? null,
            setIn: set ? set.place.kind : null,
          },
          proof: [proofOf(told ?? set ?? one), ...(told && set ? [proofOf(set)] : [])] as const,
        };
      });
  },
  says: {
    en: ({ host, name, namespace, near, elsewhere, use, setBy, setIn }) =>
      `It calls \`${host}\`${setBy ? ` (${setIn === 'configmap' ? 'set in a ConfigMap as' : 'set by'} \`${setBy}\`)` : ''}, but there is no Service \`${name}\` in namespace \`${namespace}\`.${
        use
          ? ` There is one in \`${elsewhere.join('`, `')}\`: from here it is called \`${use}\`.`
          : near.length > 0
            ? ` Similar: \`${near.join('`, `')}\`.`
            : ''
      }`,
    ko: ({ host, name, namespace, near, elsewhere, use, setBy, setIn }) =>
      `\`${host}\` 주소로 접속하는데${setBy ? ` (${setIn === 'configmap' ? '컨피그맵의' : '환경 변수'} \`${setBy}\` 값)` : ''}, \`${namespace}\` 네임스페이스에 \`${name}\` 서비스가 없습니다.${
        use
          ? ` 같은 이름의 서비스가 \`${elsewhere.join('`, `')}\` 네임스페이스에 있으며, 여기에서는 \`${use}\` 이름으로 불러야 합니다.`
          : near.length > 0
            ? ` 비슷한 이름: \`${near.join('`, `')}\``
            : ''
      }`,
  },
  steps: ({ name, namespace, near, use, setBy, setIn }, pod): Step[] => [
    {
      kind: 'look',
      text: { en: 'List the Services that there are.', ko: '있는 서비스를 나열합니다.' },
      command: sh`kubectl get services -n ${namespace}`,
    },
    {
      kind: 'look',
      text: {
        en: 'Check that names are resolved at all: the Service of the API server must always be found. If it is not, look at DNS instead.',
        ko: '이름 조회 자체가 되는지 확인합니다. API 서버의 서비스는 항상 찾을 수 있어야 하며, 찾지 못하면 DNS 문제입니다.',
      },
      command: `${sh`kubectl run resolve-test --rm -it --restart=Never --image=busybox:1.36`}${namespaceFlag(pod)} -- nslookup kubernetes.default.svc.cluster.local`,
    },
    {
      kind: 'change',
      text: setBy
        ? {
            en: `Correct \`${setBy}\`${setIn === 'configmap' ? ' in the ConfigMap, and restart the pods' : " in the pod's template"}: \`${use ?? near[0] ?? name}\`. Or make the Service \`${name}\`.`,
            ko: `${setIn === 'configmap' ? '컨피그맵의' : '파드 템플릿의'} \`${setBy}\` 값을 \`${use ?? near[0] ?? name}\` 이름으로 바로잡습니다. 또는 \`${name}\` 서비스를 만듭니다.`,
          }
        : {
            en: `Call it by its right name${use || near[0] ? `, \`${use ?? near[0]}\`` : ''}; or make the Service \`${name}\`.`,
            ko: `올바른 이름${use || near[0] ? `(\`${use ?? near[0]}\`)` : ''}으로 부르도록 고칩니다. 또는 \`${name}\` 서비스를 만듭니다.`,
          },
      undo: { en: 'Put the previous name back, or delete the Service.', ko: '이전 이름으로 되돌리거나 만든 서비스를 삭제합니다.' },
    },
  ],
});

function isSame(a: Dependency, b: Dependency): boolean {
  return a.service.name === b.service.name && a.service.namespace === b.service.namespace;
}

function proofOf({ place }: Dependency) {
  return { ref: place.ref, path: place.path, value: place.text };
}
