import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { findTlsWords } from './tls-secret-missing.signatures.ts';

const certManager = /^cert-manager\.io\/(cluster-issuer|issuer)$|^kubernetes\.io\/tls-acme$/;

/** The controller says that it cannot find the Secret with the certificate. Secrets are never read: its words and events are the proof. */
export default defineRule({
  id: 'ingress/tls-secret-missing',
  coverage: ['ingress/tls-secret-missing'],
  on: ['ingress'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  needs: ['events', 'controllerLogs'],
  applies: ({ spec }) => (spec?.tls ?? []).some(({ secretName }) => secretName),
  check: ({ ref, subject, events, controllerLogs }) =>
    (subject.spec?.tls ?? []).flatMap(({ secretName, hosts = [] }, index) => {
      if (!secretName) return [];
      const told = findTlsWords(secretName, ref.namespace ?? 'default', events, controllerLogs);
      if (!told) return [];
      const issuer = Object.entries(subject.metadata?.annotations ?? {}).find(([key]) => certManager.test(key));
      return [
        {
          facts: { secret: secretName, hosts: hosts.slice(0, 3), saysWhat: told.fault, issuer: issuer?.[0] ?? null },
          proof: [told.proof, { ref, path: `spec.tls[${index}].secretName`, value: secretName }] as const,
        },
      ];
    }),
  says: {
    en: ({ secret, hosts, saysWhat, issuer }, { name }) =>
      `Ingress \`${name}\` has no certificate${hosts.length > 0 ? ` for \`${hosts.join('`, `')}\`` : ''}: its controller ${saysWhat === 'missing' ? `cannot find Secret \`${secret}\`` : `cannot use Secret \`${secret}\``}, so browsers get the controller's own certificate or a failed handshake.${issuer ? ' cert-manager is to make this Secret, and has not.' : ''}`,
    ko: ({ secret, hosts, saysWhat, issuer }, { name }) =>
      `\`${name}\` 인그레스의${hosts.length > 0 ? ` \`${hosts.join('`, `')}\` 호스트에 쓸` : ''} 인증서가 없습니다. 컨트롤러가 \`${secret}\` 시크릿을 ${saysWhat === 'missing' ? '찾지 못해' : '쓸 수 없어'} 컨트롤러의 기본 인증서로 응답하거나 TLS 연결이 실패합니다.${issuer ? ' 이 시크릿은 cert-manager가 만들어야 하는데 아직 만들지 못했습니다.' : ''}`,
  },
  steps: ({ secret, issuer }, ref) => [
    look(
      'See whether the Secret is there, and of which type (`kubernetes.io/tls`): it must be in the namespace of the Ingress.',
      '시크릿이 인그레스와 같은 네임스페이스에 있는지, 유형이 `kubernetes.io/tls`인지 확인합니다.',
      `${sh`kubectl get secret ${secret}`}${namespaceFlag(ref)}`,
    ),
    ...(issuer
      ? [
          look(
            'Read how far cert-manager has come.',
            'cert-manager의 진행 상태를 확인합니다.',
            `${sh`kubectl describe certificate,certificaterequest,order,challenge`}${namespaceFlag(ref)}`,
          ),
        ]
      : []),
    change(
      issuer ? 'Repair what cert-manager complains about; it then makes the Secret.' : 'Create the Secret from the certificate and its key.',
      issuer ? 'cert-manager가 알리는 문제를 고칩니다. 그러면 시크릿이 만들어집니다.' : '인증서와 키로 시크릿을 만듭니다.',
      issuer
        ? ['Nothing to undo: only the fault is repaired.', '되돌릴 것이 없습니다. 문제만 고칩니다.']
        : [
            `Delete it again: \`${sh`kubectl delete secret ${secret}`}${namespaceFlag(ref)}\``,
            `다시 삭제합니다: \`${sh`kubectl delete secret ${secret}`}${namespaceFlag(ref)}\``,
          ],
      issuer ? undefined : `${sh`kubectl create secret tls ${secret} --cert=tls.crt --key=tls.key`}${namespaceFlag(ref)}`,
    ),
  ],
});
