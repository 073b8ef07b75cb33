import { isPulling, pullFacts, pullFailures } from '../../core/image-pull.ts';
import { pullByHand } from '../../core/image-steps.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

/**
 * The registry does not let the node have the image: no login, a wrong or expired one, or one without the right. Secrets are never read;
 * that a pull secret is missing is known from the kubelet's event `FailedToRetrieveImagePullSecret`:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kubelet_pods.go (getPullSecretsForPod)
 */
export default defineRule({
  id: 'container/image-pull-unauthorized',
  coverage: ['container/image-pull-unauthorized'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/',
  needs: [],
  wants: ['events', 'owners'],
  applies: isPulling,
  check: ({ subject, ref, events = [], owners }) => {
    const event = events.findLast(({ reason }) => reason === 'FailedToRetrieveImagePullSecret');
    const missing = /secrets \(([^)]*)\)/.exec(event?.message ?? '')?.[1]?.split(', ') ?? [];
    return pullFailures(subject, ref, events)
      .filter(({ problem }) => problem === 'unauthorized')
      .map((failure) => ({
        facts: {
          ...pullFacts(failure, subject),
          secrets: (subject.spec?.imagePullSecrets ?? []).map(({ name = '' }) => name),
          missing,
          /** Docker Hub says the same of a private image and of one that is not there. */
          perhapsAbsent: /may require|does not exist|insufficient_scope/.test(failure.text),
          forbidden: /\b403\b|forbidden/i.test(failure.text),
          account: subject.spec?.serviceAccountName ?? 'default',
          workload: owningWorkload(owners),
        },
        proof: [
          failure.proof,
          ...(event ? [{ ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt }] : []),
        ],
      }));
  },
  says: {
    en: ({ container, image, registry, words, secrets, missing, perhapsAbsent, forbidden }) => {
      const login =
        missing.length > 0
          ? `Pull secret ${names(missing)}, which the pod names, does not exist in this namespace.`
          : secrets.length === 0
            ? 'The pod names no pull secret.'
            : `The login in ${names(secrets)} is ${forbidden ? 'without the right to pull it' : 'wrong, expired or for another registry'}.`;
      return `Registry \`${registry}\` refuses image \`${image}\` of container \`${container}\`: \`${words}\`. ${login}${perhapsAbsent ? ' It says the same of an image that does not exist.' : ''}`;
    },
    ko: ({ container, image, registry, words, secrets, missing, perhapsAbsent, forbidden }) => {
      const login =
        missing.length > 0
          ? `파드가 지정한 이미지 풀 시크릿 ${names(missing)} 항목이 이 네임스페이스에 없습니다.`
          : secrets.length === 0
            ? '파드에 지정된 이미지 풀 시크릿이 없습니다.'
            : `${names(secrets)} 시크릿의 로그인 정보에 ${forbidden ? '이 이미지를 받을 권한이 없습니다' : '문제가 있습니다. 틀렸거나 만료되었거나 다른 레지스트리용입니다'}.`;
      return `\`${registry}\` 레지스트리가 \`${container}\` 컨테이너의 \`${image}\` 이미지를 내주지 않습니다: \`${words}\`. ${login}${perhapsAbsent ? ' 없는 이미지일 때도 같은 메시지가 나옵니다.' : ''}`;
    },
  },
  steps: ({ image, registry, secrets, missing, account, node, workload }, pod) => {
    const secret = missing[0] ?? secrets[0] ?? 'registry-login';
    return [
      look(
        'See which pull secrets there are, and which the service account adds.',
        '어떤 이미지 풀 시크릿이 있는지, 서비스어카운트가 무엇을 추가하는지 확인합니다.',
        `${sh`kubectl get secrets --field-selector ${'type=kubernetes.io/dockerconfigjson'}`}${namespaceFlag(pod)}; ${sh`kubectl get serviceaccount ${account} -o ${'jsonpath={.imagePullSecrets}'}`}${namespaceFlag(pod)}`,
      ),
      pullByHand(image, node),
      change(
        `Create the login for \`${registry}\` as \`${secret}\` (fill in user and password${missing.length === 0 && secrets.length > 0 ? '; delete the old one first' : ''}).`,
        `\`${registry}\` 레지스트리의 로그인 정보를 \`${secret}\` 시크릿으로 만듭니다 (사용자와 암호를 채웁니다${missing.length === 0 && secrets.length > 0 ? '. 이전 것은 먼저 지웁니다' : ''}).`,
        [
          `Delete the secret: \`${sh`kubectl delete secret ${secret}`}${namespaceFlag(pod)}\``,
          `시크릿을 지웁니다: \`${sh`kubectl delete secret ${secret}`}${namespaceFlag(pod)}\``,
        ],
        `${sh`kubectl create secret docker-registry ${secret} --docker-server=${registry} --docker-username=USER --docker-password=PASSWORD`}${namespaceFlag(pod)}`,
      ),
      ...(secrets.length === 0
        ? [
            editTemplate(workload, pod, {
              en: `Name it in the template: \`imagePullSecrets: [{name: ${secret}}]\`.`,
              ko: `템플릿에 적습니다: \`imagePullSecrets: [{name: ${secret}}]\`.`,
            }),
          ]
        : []),
    ];
  },
});
