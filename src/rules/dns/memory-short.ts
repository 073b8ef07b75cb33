import { endings } from '../../core/container-ending.ts';
import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

const mebi = 2 ** 20;

/**
 * CoreDNS has too little memory for what it must remember. The figure is its project's own: (pods + Services) / 1000 + 54 MB with the default settings,
 * https://github.com/coredns/deployment/blob/master/kubernetes/Scaling_CoreDNS.md
 */
export default defineRule({
  id: 'dns/memory-short',
  coverage: ['dns/memory-short'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-horizontal-autoscaling/',
  needs: ['dnsLoad'],
  wants: ['owners'],
  applies: (pod) => systemComponent(pod) === 'dns' && (pod.spec?.containers ?? []).some(({ resources }) => resources?.limits?.memory),
  check: ({ ref, subject, now, dnsLoad, owners }) => {
    if (!dnsLoad) return [];
    const killed = endings(subject, now).find(({ terminated }) => terminated.reason === 'OOMKilled');
    const container = subject.spec?.containers.find(({ name, resources }) => resources?.limits?.memory && (!killed || name === killed.name));
    const limit = container?.resources?.limits?.memory;
    if (!container || !limit || (!killed && dnsLoad.used === null)) return [];
    const { pods, services, used } = dnsLoad;
    const deployment = owners?.find((owner) => owner.ref.kind === 'deployment')?.ref.name ?? null;
    const at = killed?.terminated.finishedAt ? { at: killed.terminated.finishedAt } : {};
    return [
      {
        facts: {
          container: container.name,
          limit,
          used: used === null ? null : formatQuantity('memory', used),
          killed: killed !== undefined,
          pods,
          services,
          estimate: Math.ceil((pods + services) / 1000 + 54),
          enough: formatQuantity('memory', Math.max(170 * mebi, 2 * parseQuantity(limit))),
          deployment,
        },
        proof: [
          { ref, path: `spec.containers[name=${container.name}].resources.limits.memory`, value: limit },
          ...(killed ? [{ ref, path: `${killed.path}.reason`, value: 'OOMKilled', ...at }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ limit, used, killed, pods, services, estimate }) =>
      `CoreDNS ${killed ? 'was killed because its memory limit' : `uses ${used ?? '?'}, nearly all of its memory limit`}${killed ? ` of \`${limit}\` is too small` : ` of \`${limit}\``}. Its memory grows with the pods and Services of the cluster (${pods} and ${services} here: about ${estimate} MB by CoreDNS' own rule, more with \`pods verified\` or \`autopath\`), the size of its cache and the queries per instance.`,
    ko: ({ limit, used, killed, pods, services, estimate }) =>
      `${killed ? `메모리 한도 \`${limit}\` 값이 작아 CoreDNS가 강제 종료되었습니다.` : `CoreDNS가 메모리 ${used ?? '?'}를 써서 한도 \`${limit}\` 값에 거의 다다랐습니다.`} 메모리는 클러스터의 파드와 서비스 수(지금 ${pods}개와 ${services}개, CoreDNS의 계산식으로 약 ${estimate} MB이며 \`pods verified\`나 \`autopath\` 설정에서는 더 많음), 캐시 크기, 인스턴스마다 받는 질의량에 따라 늘어납니다.`,
  },
  steps: ({ container, limit, enough, deployment }, pod) => [
    look('See what CoreDNS uses now.', 'CoreDNS의 현재 사용량을 확인합니다.', `${sh`kubectl top pod ${pod.name} --containers`}${namespaceFlag(pod)}`),
    change(
      'Raise the memory limit.',
      '메모리 한도를 늘립니다.',
      [`Set the limit back to \`${limit}\` in the same way.`, `같은 방법으로 한도를 \`${limit}\` 값으로 되돌립니다.`],
      deployment
        ? `${sh`kubectl set resources ${`deployment/${deployment}`} -c ${container} --limits=memory=${enough}`}${namespaceFlag(pod)}`
        : undefined,
    ),
    change(
      'Where many queries are the reason: run more replicas, or a cache on each node (NodeLocal DNSCache).',
      '질의가 많은 것이 원인이라면 레플리카를 늘리거나 노드마다 캐시(NodeLocal DNSCache)를 둡니다.',
      ['Scale back to the number from before.', '이전 레플리카 수로 되돌립니다.'],
    ),
  ],
});
