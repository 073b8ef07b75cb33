import { isPulling, pullFacts, pullFailures } from '../../core/image-pull.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specOf } from '../../core/pod-containers.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/** The registry serves no more for now. `toomanyrequests` is an error code of the registry protocol: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
export default defineRule({
  id: 'container/image-rate-limited',
  coverage: ['container/image-rate-limited'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://docs.docker.com/docker-hub/usage/pulls/',
  needs: [],
  wants: ['events', 'owners'],
  applies: isPulling,
  check: ({ subject, ref, events, owners }) =>
    pullFailures(subject, ref, events)
      .filter(({ problem }) => problem === 'rate-limited')
      .map((failure) => ({
        facts: {
          ...pullFacts(failure, subject),
          anonymous: (subject.spec?.imagePullSecrets ?? []).length === 0,
          always: specOf(subject, failure.container)?.imagePullPolicy === 'Always',
          workload: owningWorkload(owners),
        },
        proof: [failure.proof],
      })),
  says: {
    en: ({ container, image, registry, words, anonymous }) =>
      `Registry \`${registry}\` serves no more pulls for now, so image \`${image}\` of container \`${container}\` does not come: \`${words}\`.${anonymous ? ' The node pulls without a login, and all that share its address share the limit.' : ''}`,
    ko: ({ container, image, registry, words, anonymous }) =>
      `\`${registry}\` 레지스트리의 풀 횟수 제한에 걸려 \`${container}\` 컨테이너의 \`${image}\` 이미지를 받지 못합니다: \`${words}\`.${anonymous ? ' 노드가 로그인 없이 받고 있어 같은 주소를 쓰는 모두가 한도를 나누어 씁니다.' : ''}`,
  },
  steps: ({ registry, anonymous, always, workload }, pod) => [
    look(
      'See who else is held up: this often hits many pods at once.',
      '함께 막힌 파드가 더 있는지 확인합니다. 여러 파드가 한꺼번에 걸리는 경우가 많습니다.',
      'kubectl get events -A --field-selector reason=Failed',
    ),
    ...(anonymous
      ? [
          change(
            `Pull with a login: create one for \`${registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry}\` (fill in user and password), then name it in \`imagePullSecrets\`.`,
            `로그인해서 받습니다. 로그인 정보를 만들고(사용자와 암호를 채웁니다) \`imagePullSecrets\` 항목에 적습니다.`,
            ['Delete the secret again.', '시크릿을 다시 지웁니다.'],
            `${sh`kubectl create secret docker-registry registry-login --docker-server=${registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry} --docker-username=USER --docker-password=PASSWORD`}${namespaceFlag(pod)}`,
          ),
        ]
      : []),
    ...(always
      ? [
          editTemplate(workload, pod, {
            en: 'Use a fixed tag with `imagePullPolicy: IfNotPresent`, so that restarts pull nothing.',
            ko: '고정된 태그와 `imagePullPolicy: IfNotPresent` 설정을 써서 재시작할 때마다 받지 않게 합니다.',
          }),
        ]
      : []),
    change('Use a mirror or a pull-through cache of your own for that registry.', '그 레지스트리의 미러나 자체 캐시를 씁니다.', [
      'Point the image or the runtime back at the registry.',
      '이미지나 런타임 설정을 원래 레지스트리로 되돌립니다.',
    ]),
  ],
});
