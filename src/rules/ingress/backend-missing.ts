import { backendPatch, backendsOfIngress } from '../../core/ingress.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';
import { change, look } from '../../core/steps.ts';

/** The Ingress sends to a Service that its namespace does not have: the controller answers 503 in its place. */
export default defineRule({
  id: 'ingress/backend-missing',
  coverage: ['ingress/backend-missing'],
  on: ['ingress'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  needs: ['services'],
  applies: (ingress) => backendsOfIngress(ingress).length > 0,
  check: ({ ref, subject, services }) => {
    const names = services.map(({ metadata }) => metadata?.name ?? '');
    const missing = Map.groupBy(
      backendsOfIngress(subject).filter(({ service }) => !names.includes(service)),
      ({ service }) => service,
    );
    return [...missing].slice(0, 3).flatMap(([service, [first, ...others]]) => {
      if (!first) return [];
      const near = similarNames(service, names);
      return [
        {
          facts: { service, route: first.route, routes: others.length + 1, near, path: first.path },
          proof: [{ ref, path: `${first.path}.name`, value: service }],
        },
      ];
    });
  },
  says: {
    en: ({ service, route, routes, near }, { name, namespace }) =>
      `Ingress \`${name}\` sends ${route === null ? 'what no rule matches' : `\`${route}\``}${routes > 1 ? ` and ${routes - 1} more` : ''} to Service \`${service}\`, which namespace \`${namespace}\` does not have: such requests get 503 or 404.${near.length > 0 ? ` Similar: \`${near.join('`, `')}\`.` : ''}`,
    ko: ({ service, route, routes, near }, { name, namespace }) =>
      `\`${name}\` 인그레스가 ${route === null ? '규칙에 없는 요청을' : `\`${route}\` 경로의 요청을`}${routes > 1 ? ` (외 ${routes - 1}개 경로도)` : ''} \`${service}\` 서비스로 보내는데, \`${namespace}\` 네임스페이스에 그런 서비스가 없어 503이나 404로 응답합니다.${near.length > 0 ? ` 비슷한 이름: \`${near.join('`, `')}\`` : ''}`,
  },
  steps: ({ service, near, path }, ref) => [
    look('See where the Ingress sends to.', '인그레스가 보내는 곳을 확인합니다.', `${sh`kubectl describe ingress ${ref.name}`}${namespaceFlag(ref)}`),
    look(
      'List the Services of the namespace: an Ingress reaches those of its own namespace only.',
      '네임스페이스의 서비스를 나열합니다. 인그레스는 같은 네임스페이스의 서비스로만 보낼 수 있습니다.',
      `${sh`kubectl get services`}${namespaceFlag(ref)}`,
    ),
    change(
      `Correct the name${near[0] ? ` to \`${near[0]}\`` : ''}, or create the Service \`${service}\`.`,
      `${near[0] ? `이름을 \`${near[0]}\` 값으로 고치거나` : '이름을 고치거나'} \`${service}\` 서비스를 만듭니다.`,
      [`Put \`${service}\` back.`, `이름을 \`${service}\` 값으로 되돌립니다.`],
      near[0] ? backendPatch(ref, path, 'name', near[0]) : undefined,
    ),
  ],
});
