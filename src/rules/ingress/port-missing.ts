import { backendPatch, backendsOfIngress, hasPort } from '../../core/ingress.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { portText } from '../../core/service-ports.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/** The Ingress names a port that its Service does not have; often the pods' port, where the Service's own is meant. */
export default defineRule({
  id: 'ingress/port-missing',
  coverage: ['ingress/port-missing'],
  on: ['ingress'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/#IngressBackend',
  needs: ['services'],
  applies: (ingress) => backendsOfIngress(ingress).some(({ port }) => port !== null),
  check: ({ ref, subject, services }) =>
    backendsOfIngress(subject)
      .flatMap((backend) => {
        const service = services.find(({ metadata }) => metadata?.name === backend.service);
        return service && backend.port !== null && !hasPort(service, backend.port) ? [{ ...backend, asked: backend.port, spec: service.spec }] : [];
      })
      .filter((one, index, all) => all.findIndex(({ service, asked }) => service === one.service && asked === one.asked) === index)
      .slice(0, 3)
      .map(({ route, service, asked, path, spec }) => {
        const ports = spec?.ports ?? [];
        const behind = ports.find(({ targetPort }) => targetPort === asked);
        const meant = behind ?? (ports.length === 1 ? ports[0] : undefined);
        return {
          facts: {
            route,
            service,
            asked,
            has: ports.map((port) => portText(port)),
            isTargetPort: behind !== undefined,
            meant: meant?.port ?? null,
            path,
          },
          proof: [
            { ref, path: `${path}.port.${typeof asked === 'number' ? 'number' : 'name'}`, value: asked },
            ...ports.slice(0, 3).map(({ port }, index) => ({
              ref: { kind: 'service' as const, name: service, ...(ref.namespace ? { namespace: ref.namespace } : {}) },
              path: `spec.ports[${index}].port`,
              value: port,
            })),
          ] as const,
        };
      }),
  says: {
    en: ({ route, service, asked, has, isTargetPort, meant }, { name }) =>
      `Ingress \`${name}\` sends ${route === null ? 'what no rule matches' : `\`${route}\``} to port \`${asked}\` of Service \`${service}\`, which has ${has.length > 0 ? `only \`${has.join('`, `')}\`` : 'no ports'}: such requests get 503.${isTargetPort ? ` \`${asked}\` is the port of the pods; an Ingress names the Service's own, \`${meant}\`.` : ''}`,
    ko: ({ route, service, asked, has, isTargetPort, meant }, { name }) =>
      `\`${name}\` 인그레스가 ${route === null ? '규칙에 없는 요청을' : `\`${route}\` 경로의 요청을`} \`${service}\` 서비스의 \`${asked}\` 포트로 보내는데, ${has.length > 0 ? `이 서비스에는 \`${has.join('`, `')}\` 포트만 있어` : '이 서비스에는 포트가 없어'} 503으로 응답합니다.${isTargetPort ? ` \`${asked}\` 값은 파드의 포트이며, 인그레스에는 서비스의 포트(\`${meant}\`)를 적어야 합니다.` : ''}`,
  },
  steps: ({ service, asked, meant, path }, ref) => [
    look('See which ports the Service has.', '서비스의 포트를 확인합니다.', `${sh`kubectl get service ${service} -o wide`}${namespaceFlag(ref)}`),
    change(
      `Name a port that the Service has${meant === null ? '' : `, such as ${meant}`}.`,
      `서비스에 있는 포트로 고칩니다${meant === null ? '' : ` (예: ${meant})`}.`,
      [`Put \`${asked}\` back.`, `포트를 \`${asked}\` 값으로 되돌립니다.`],
      meant === null ? undefined : backendPatch(ref, path, 'port', { number: meant }),
    ),
  ],
});
