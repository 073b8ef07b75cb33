import { namespaceDeletion } from '../../core/namespace-deletion.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';
import { namespaceDeletionWords } from '../../core/words/namespace-deletion-words.ts';

/** Seconds that the controller may take for what is in an ordinary namespace: its pods have their grace period. */
const patience = 60;

/** The namespace was deleted, but stays `Terminating`: finalizers of what is in it, an API group that does not answer, or objects that cannot be deleted. */
export default defineRule({
  id: 'namespace/stuck-terminating',
  coverage: ['pod/stuck-terminating'],
  on: ['namespace'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/',
  needs: [],
  applies: (namespace) => namespace.metadata?.deletionTimestamp !== undefined,
  check: ({ subject, ref, now }) => {
    const since = subject.metadata?.deletionTimestamp ?? '';
    const seconds = Math.round((now.getTime() - Date.parse(since)) / 1000);
    if (seconds < patience) return [];
    const { why, condition, message, at, resources, finalizers } = namespaceDeletion(subject);
    return [
      {
        facts: { why, seconds, resources, finalizers, words: message?.replaceAll('`', "'").slice(0, 300) ?? null },
        proof: [
          { ref, path: 'metadata.deletionTimestamp', value: since, at: since },
          ...(condition ? [{ ref, path: `status.conditions[type=${condition}].message`, value: message, ...(at ? { at } : {}) }] : []),
          ...(why === 'own-finalizers' ? finalizers.map((value) => ({ ref, path: 'finalizers', value })) : []),
        ],
      },
    ];
  },
  says: {
    en: (facts, { name }) => namespaceDeletionWords(facts, name).en,
    ko: (facts, { name }) => namespaceDeletionWords(facts, name).ko,
  },
  steps: ({ why, resources, finalizers }, { name }) => {
    if (why === 'discovery') {
      return [
        look('Find the API that is not `Available`.', '`Available` 상태가 아닌 API를 찾습니다.', 'kubectl get apiservices'),
        change(
          'Bring the server behind it back, or, if it is gone for good, delete its APIService. The deletion then goes on by itself.',
          '그 뒤의 서버를 되살리거나, 영영 없어진 것이면 APIService를 삭제합니다. 그러면 삭제가 저절로 이어집니다.',
          ['Apply the APIService again.', 'APIService를 다시 적용합니다.'],
        ),
      ];
    }
    if (why === 'silent') {
      return [
        look(
          'See whether kube-controller-manager runs.',
          'kube-controller-manager가 실행 중인지 확인합니다.',
          'kubectl get pods -n kube-system -l component=kube-controller-manager',
        ),
      ];
    }
    const columns = 'custom-columns=KIND:.kind,NAME:.metadata.name,FINALIZERS:.metadata.finalizers';
    const left =
      resources.length > 0
        ? look(
            'See what is left, and with which finalizers.',
            '남은 것과 그 파이널라이저를 확인합니다.',
            sh`kubectl get ${resources.join(',')} -n ${name} -o ${columns}`,
          )
        : look('Read its finalizers and conditions.', '파이널라이저와 컨디션을 확인합니다.', sh`kubectl get namespace ${name} -o yaml`);
    if (finalizers.length === 0) return [left];
    return [
      left,
      look(
        `Find the controller that owns ${names(finalizers)}: is it running, and what does its log say?`,
        `${names(finalizers)} 파이널라이저를 담당하는 컨트롤러가 실행 중인지, 로그에 무엇이 있는지 확인합니다.`,
      ),
      change(
        'Let that controller do its work. Only if it is gone for good, take the finalizers off those objects by hand; what it wanted to clean up then stays behind.',
        '그 컨트롤러가 일을 마치게 합니다. 컨트롤러가 영영 없어졌을 때만 그 객체의 파이널라이저를 직접 뗍니다. 그러면 정리되지 않은 것이 남습니다.',
        ['Not undone: the objects are gone then.', '되돌릴 수 없습니다. 객체가 바로 없어집니다.'],
      ),
    ];
  },
});
