import type { KubeEvent } from '../../core/evidence.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/** How long a load balancer may take: seconds. Without any word from a controller it is not even being made. */
const patience = { silent: 60, working: 300 } as const;

/**
 * No address: a cloud controller failed to make the load balancer, or there is none that would. Its events:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/cloud-provider/controllers/service/controller.go (syncLoadBalancerIfNeeded)
 */
export default defineRule({
  id: 'service/load-balancer-pending',
  coverage: ['service/load-balancer-pending'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
  needs: ['events'],
  wants: ['nodes'],
  applies: ({ spec, status }) => spec?.type === 'LoadBalancer' && (status?.loadBalancer?.ingress ?? []).length === 0,
  check: ({ ref, subject, events, nodes, now }) => {
    const age = (now.getTime() - Date.parse(subject.metadata?.creationTimestamp ?? '')) / 1000;
    const failure =
      events.findLast(({ type, reason }) => type === 'Warning' && /LoadBalancer|Allocat|FailedDeployModel|FailedBuildModel/i.test(reason)) ?? null;
    const words = events.filter(({ reason }) => /LoadBalancer|Allocat|Sync/i.test(reason));
    if (!failure && age < (words.length > 0 ? patience.working : patience.silent)) return [];
    const bare = nodes !== undefined && nodes.length > 0 && nodes.every(({ spec }) => !spec?.providerID);
    const className = subject.spec?.loadBalancerClass ?? null;
    return [
      {
        facts: {
          failure: failure ? failure.message.replaceAll(/[`\s]+/g, ' ').slice(0, 300) : null,
          silent: words.length === 0,
          bare,
          className,
          minutes: Math.floor(age / 60),
        },
        proof: [
          { ref, path: 'spec.type', value: 'LoadBalancer' },
          { ref, path: 'status.loadBalancer.ingress', value: null },
          ...(failure ? [eventProof(ref, failure)] : []),
          ...(className ? [{ ref, path: 'spec.loadBalancerClass', value: className }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ failure, silent, bare, className, minutes }, { name }) => {
      if (failure) return `The load balancer of Service \`${name}\` could not be made: \`${failure}\`.`;
      const who = className ? `the controller of class \`${className}\`` : 'any controller';
      if (!silent) return `Service \`${name}\` has waited ${minutes} minutes for its load balancer; its controller has begun and not finished.`;
      return `Service \`${name}\` waits for a load balancer that nobody makes: there is no word from ${who}.${bare ? ' The nodes belong to no cloud provider, so without a controller such as MetalLB type `LoadBalancer` never gets an address.' : ''}`;
    },
    ko: ({ failure, silent, bare, className, minutes }, { name }) => {
      if (failure) return `\`${name}\` 서비스의 로드 밸런서를 만들지 못했습니다: \`${failure}\``;
      if (!silent) return `\`${name}\` 서비스가 로드 밸런서를 ${minutes}분째 기다립니다. 컨트롤러가 시작했지만 끝내지 못했습니다.`;
      const who = className ? `\`${className}\` 클래스의 컨트롤러가` : '어떤 컨트롤러도';
      return `\`${name}\` 서비스가 아무도 만들지 않는 로드 밸런서를 기다리고 있습니다. ${who} 남긴 이벤트가 없습니다.${bare ? ' 노드가 클라우드에 속하지 않아 MetalLB 같은 컨트롤러가 없으면 `LoadBalancer` 타입은 주소를 받지 못합니다.' : ''}`;
    },
  },
  steps: ({ failure, bare }, ref) => [
    {
      kind: 'look',
      text: { en: 'Read the events of the Service.', ko: '서비스의 이벤트를 확인합니다.' },
      command: `${sh`kubectl describe service ${ref.name}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'look',
      text: failure
        ? {
            en: 'Check quotas, subnets and permissions on the side of the cloud, by the message above.',
            ko: '위 메시지를 보고 클라우드의 할당량, 서브넷, 권한을 확인합니다.',
          }
        : {
            en: 'See whether a controller for load balancers runs (cloud-controller-manager, MetalLB, kube-vip ...).',
            ko: '로드 밸런서 컨트롤러(cloud-controller-manager, MetalLB, kube-vip 등)가 실행 중인지 확인합니다.',
          },
      command: "kubectl get pods -A | grep -Ei 'cloud-controller|metallb|kube-vip|load-balancer|ccm'",
    },
    {
      kind: 'change',
      text: {
        en: `${bare ? 'Install such a controller, or' : 'Until then,'} publish the Service on the nodes instead.`,
        ko: `${bare ? '컨트롤러를 설치하거나' : '그때까지는'} 서비스를 노드 포트로 공개합니다.`,
      },
      command: `${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { type: 'NodePort' } })}`}${namespaceFlag(ref)}`,
      undo: {
        en: `\`${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { type: 'LoadBalancer' } })}`}${namespaceFlag(ref)}\``,
        ko: `\`${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { type: 'LoadBalancer' } })}`}${namespaceFlag(ref)}\``,
      },
    },
  ],
});

function eventProof(ref: Ref, event: KubeEvent): Proof {
  return { ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt };
}
