import { ignoredFields, lastApplied } from '../../core/ignored-fields.ts';
import { workloadKinds } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { ignoredFieldWords } from '../../core/words/ignored-field-words.ts';

const most = 5;

/** It runs, but not as written: the manifest that was applied has fields that the server does not have. */
export default defineRule({
  id: 'pod/spec-field-ignored',
  coverage: ['pod/spec-field-ignored'],
  on: ['pod', ...workloadKinds],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  needs: [],
  applies: (object) => lastApplied(object.metadata) !== null,
  check: ({ subject, ref }) => {
    const fields = ignoredFields(ref.kind, subject).slice(0, most);
    const [first] = fields;
    if (!first) return [];
    const proof = ({ path, value }: { readonly path: string; readonly value: string }) => ({ ref, path: `last-applied ${path}`, value }) as const;
    return [
      {
        facts: { fields: fields.map(({ path, name, kind, meant }) => ({ path, name, kind, meant })) },
        proof: [proof(first), ...fields.slice(1).map(proof), { ref, path: first.path, value: null }],
      },
    ];
  },
  says: {
    en: ({ fields }) => ignoredFieldWords(fields).en,
    ko: ({ fields }) => ignoredFieldWords(fields).ko,
  },
  steps: ({ fields }, object) => [
    {
      kind: 'look',
      text: {
        en: 'Compare the manifest with what the server kept: a line that only the manifest has is a mistake; the reverse is normal.',
        ko: '매니페스트를 서버에 저장된 것과 비교합니다. 매니페스트에만 있는 줄은 잘못된 것이고, 서버에만 있는 줄은 정상입니다.',
      },
      command: `${sh`kubectl get ${object.kind} ${object.name} -o yaml`}${namespaceFlag(object)}`,
    },
    {
      kind: 'look',
      text: {
        en: 'Let the server check your file without applying it; it names every unknown field.',
        ko: '적용하지 않고 서버가 파일을 검사하게 합니다. 모르는 필드를 모두 알려 줍니다.',
      },
      command: `kubectl apply --dry-run=server --validate=strict -f FILE.yaml${namespaceFlag(object)}`,
    },
    {
      kind: 'change',
      text:
        object.kind === 'pod'
          ? {
              en: `Correct ${fields.length === 1 ? 'the field' : 'the fields'} in the file, delete the pod and create it again with validation.`,
              ko: '파일의 필드를 바로잡고 파드를 지운 뒤 검증을 켜고 다시 만듭니다.',
            }
          : {
              en: `Correct ${fields.length === 1 ? 'the field' : 'the fields'} in the file and apply it again with validation.`,
              ko: '파일의 필드를 바로잡고 검증을 켜고 다시 적용합니다.',
            },
      command: `kubectl ${object.kind === 'pod' ? 'replace --force' : 'apply'} --validate=strict -f FILE.yaml${namespaceFlag(object)}`,
      undo: { en: 'Apply the file from before.', ko: '이전 파일을 다시 적용합니다.' },
    },
  ],
});
