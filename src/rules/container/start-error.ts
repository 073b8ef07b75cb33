import { owningWorkload } from '../../core/owning-workload.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { type StartFailure, startFailures, startsNot } from '../../core/start-failure.ts';
import { look } from '../../core/steps.ts';
import { quoted } from '../../core/words/quoted.ts';
import { startProblemWords, startRemedies } from '../../core/words/start-words.ts';

/** The container's process cannot even be started, or the kubelet refuses to. The words are read in core/start-failure.ts. */
export default defineRule({
  id: 'container/start-error',
  coverage: ['container/start-error'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  needs: [],
  wants: ['owners'],
  applies: startsNot,
  check: ({ subject, ref, owners }) =>
    startFailures(subject, ref).map((failure) => ({
      facts: {
        container: failure.container,
        image: quoted(failure.spec?.image ?? ''),
        problem: failure.problem,
        named: failure.named === null ? null : quoted(failure.named),
        words: quoted(failure.words),
        ...commandFacts(failure),
        user: failure.spec?.securityContext?.runAsUser ?? subject.spec?.securityContext?.runAsUser ?? null,
        memory: failure.spec?.resources?.limits?.memory ?? null,
        workload: owningWorkload(owners),
      },
      proof: failure.proof,
      leads: [{ to: ref, rules: ['windows/image-os-version-mismatch'] }],
    })),
  says: {
    en: (facts) => `Container \`${facts.container}\` cannot start: ${startProblemWords(facts).en}`,
    ko: (facts) => `\`${facts.container}\` 컨테이너가 시작되지 못합니다. ${startProblemWords(facts).ko}`,
  },
  steps: ({ image, problem, named, workload, ...facts }, pod) => [
    lookFirst(problem, image, named),
    editTemplate(workload, pod, startRemedies({ image, problem, named, ...facts })),
  ],
});

/** What the manifest tells about a command that is not there. */
function commandFacts({ problem, named, spec }: StartFailure) {
  const about = problem === 'command-missing' || problem === 'not-executable' ? named : null;
  const cover = spec?.volumeMounts?.find(({ mountPath }) => about?.startsWith(`${mountPath.replace(/\/$/, '')}/`));
  return {
    /** The whole line was written as one word of the list. */
    oneWord: problem === 'command-missing' && /\S\s+\S/.test(about ?? ''),
    /** It is the image's own command, not the manifest's. */
    ofImage: about !== null && !spec?.command?.length,
    mountedOver: cover?.mountPath ?? null,
    volume: cover?.name ?? null,
  };
}

function lookFirst(problem: StartFailure['problem'], image: string, named: string | null): Step {
  if (problem === 'root-refused' || problem === 'user-not-numeric' || problem === 'user-unknown')
    return look(
      'See which user the image runs as (`User`; empty means root).',
      '이미지가 어떤 사용자로 실행되는지 확인합니다(`User` 값이 비어 있으면 root입니다).',
      sh`docker image inspect ${image} --format ${'{{.Config.User}}'}`,
    );
  const folder = named?.includes('/') ? named.replace(/\/[^/]*$/, '') || '/' : null;
  return look(
    'See what the image has there, and what it runs by itself (`Entrypoint`, `Cmd`).',
    '이미지의 그 위치에 무엇이 있는지, 이미지가 스스로 실행하는 것(`Entrypoint`, `Cmd`)이 무엇인지 확인합니다.',
    folder && problem !== 'mount'
      ? sh`docker run --rm --entrypoint ls ${image} -la ${folder}`
      : sh`docker image inspect ${image} --format ${'{{.Config.Entrypoint}} {{.Config.Cmd}} {{.Config.WorkingDir}}'}`,
  );
}
