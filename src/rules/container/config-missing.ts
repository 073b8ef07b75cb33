import { askedAt, missingConfigs } from '../../core/missing-config.ts';
import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { specOf, specPath } from '../../core/pod-containers.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { defineRule, type Proof, type Step } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

const nouns = { configmap: { en: 'ConfigMap', ko: '컨피그맵' }, secret: { en: 'Secret', ko: '시크릿' } } as const;

/** An environment variable needs a ConfigMap, a Secret or a key that does not exist. Secrets are never read. The words are read in core/missing-config.ts. */
export default defineRule({
  id: 'container/config-missing',
  coverage: ['container/config-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions',
  needs: [],
  wants: ['configMapNames', 'configMapKeys', 'owners'],
  applies: (pod) => missingConfigs(pod).length > 0,
  check: ({ subject, ref, configMapNames = [], configMapKeys = [], owners }) =>
    missingConfigs(subject).map((missing) => {
      const { container, init, kind, name, key, message } = missing;
      const spec = specOf(subject, container);
      const asked = spec ? askedAt(spec, missing) : null;
      const keys = key === null ? [] : (configMapKeys.find((one) => one.name === name)?.object ?? []);
      const proof: readonly [Proof, ...Proof[]] = [
        { ref, path: `status.${init ? 'initContainerStatuses' : 'containerStatuses'}[name=${container}].state.waiting.message`, value: message },
        ...(asked ? [{ ref, path: `${specPath(subject, container)}.${asked.path}.${key === null ? 'name' : 'key'}`, value: key ?? name }] : []),
      ];
      return {
        facts: {
          container,
          kind,
          name,
          key,
          variable: asked?.variable ?? null,
          /** A key to create it with. */
          wantedKey: key ?? asked?.key ?? null,
          nearest: kind === 'secret' ? [] : key === null ? similarNames(name, configMapNames) : similarNames(key, keys),
          /** The keys that it does have. */
          keys: kind === 'secret' ? [] : [...keys],
          workload: owningWorkload(owners),
        },
        proof,
      };
    }),
  says: {
    en: ({ container, kind, name, key, variable, nearest, keys }, { namespace }) => {
      const noun = nouns[kind].en;
      const cause =
        key === null
          ? `Container \`${container}\` cannot be created: ${noun} \`${name}\` does not exist in namespace \`${namespace}\``
          : `Container \`${container}\` cannot be created: ${noun} \`${name}\` has no key \`${key}\``;
      const need = variable ? `, and variable \`${variable}\` needs it` : '';
      const near = nearest.length > 0 ? ` Did you mean ${names(nearest)}?` : keys.length > 0 ? ` Its keys are ${names(keys)}.` : '';
      return `${cause}${need}.${near}`;
    },
    ko: ({ container, kind, name, key, variable, nearest, keys }, { namespace }) => {
      const noun = nouns[kind].ko;
      const need = variable ? ` \`${variable}\` 변수에 필요합니다.` : '';
      const cause = key === null ? `\`${namespace}\` 네임스페이스에 \`${name}\` ${noun}이 없어` : `\`${name}\` ${noun}에 \`${key}\` 키가 없어`;
      const near = nearest.length > 0 ? ` 혹시 ${names(nearest)} 아닙니까?` : keys.length > 0 ? ` 있는 키: ${names(keys)}.` : '';
      return `${cause} \`${container}\` 컨테이너를 만들지 못합니다.${need}${near}`;
    },
  },
  steps: ({ kind, name, key, wantedKey, nearest, workload }, pod) => [
    kind === 'secret' && key !== null
      ? look(
          'See which keys it has (names and sizes only).',
          '어떤 키가 있는지 확인합니다(이름과 크기만 나옵니다).',
          `${sh`kubectl describe secret ${name}`}${namespaceFlag(pod)}`,
        )
      : look(
          key === null ? 'See what there is, here and in other namespaces: it cannot be used from another.' : 'See which keys it has.',
          key === null
            ? '여기와 다른 네임스페이스에 무엇이 있는지 확인합니다. 다른 네임스페이스의 것은 쓸 수 없습니다.'
            : '어떤 키가 있는지 확인합니다.',
          key === null ? sh`kubectl get ${kind} -A` : `${sh`kubectl describe configmap ${name}`}${namespaceFlag(pod)}`,
        ),
    ...(nearest[0] !== undefined
      ? [
          editTemplate(workload, pod, {
            en: `If \`${nearest[0]}\` was meant, write so in the template.`,
            ko: `\`${nearest[0]}\` 항목을 뜻한 것이라면 템플릿을 그렇게 고칩니다.`,
          }),
        ]
      : []),
    ...(key === null ? [create(kind, name, wantedKey, nearest.length > 0, pod)] : [addKey(kind, name, key, nearest.length > 0, pod)]),
    ...(editableTarget(workload) && nearest.length === 0
      ? [
          editTemplate(workload, pod, {
            en: 'If it may be absent, mark the reference `optional: true`.',
            ko: '없어도 되는 값이라면 참조에 `optional: true` 설정을 넣습니다.',
          }),
        ]
      : []),
  ],
});

function create(kind: 'configmap' | 'secret', name: string, key: string | null, or: boolean, pod: Ref): Step {
  const undo = `${sh`kubectl delete ${kind} ${name}`}${namespaceFlag(pod)}`;
  return change(
    `${or ? 'Or create' : 'Create'} it (fill in the values); the kubelet tries again by itself.`,
    `${or ? '또는 ' : ''}만듭니다(값을 채웁니다). kubelet이 스스로 다시 시도합니다.`,
    [`Delete it: \`${undo}\``, `지웁니다: \`${undo}\``],
    `${sh`kubectl create ${kind === 'secret' ? ['secret', 'generic'] : kind} ${name} --from-literal=${`${key ?? 'KEY'}=VALUE`}`}${namespaceFlag(pod)}`,
  );
}

function addKey(kind: 'configmap' | 'secret', name: string, key: string, or: boolean, pod: Ref): Step {
  return change(
    `${or ? 'Or add' : 'Add'} the key \`${key}\`; the kubelet tries again by itself.`,
    `${or ? '또는 ' : ''}\`${key}\` 키를 추가합니다. kubelet이 스스로 다시 시도합니다.`,
    ['Take the key out again in the same way.', '같은 방법으로 키를 다시 뺍니다.'],
    `${sh`kubectl edit ${kind} ${name}`}${namespaceFlag(pod)}`,
  );
}
