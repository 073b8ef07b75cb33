import type { Locale, Text } from '../locale.ts';

const labels = {
  cause: { en: 'Cause', ko: '원인' },
  follows: { en: 'What follows from it', ko: '그래서 나타나는 일' },
  alsoSeen: { en: 'Also seen', ko: '함께 발견한 것' },
  advice: { en: 'Advice', ko: '권고' },
  proof: { en: 'Proof', ko: '근거' },
  steps: { en: 'What to do', ko: '해결 순서' },
  gaps: { en: 'What I could not tell', ko: '확인하지 못한 것' },
  changed: { en: 'What changed', ko: '달라진 점' },
  broken: { en: 'What is broken', ko: '문제가 있는 것' },
  notLookedInto: { en: 'Also not well, not looked into', ko: '그 밖에 정상이 아닌 것 (원인은 확인하지 않음)' },
  overview: { en: 'Overview', ko: '한눈에 보기' },
  capacity: { en: 'Capacity', ko: '용량' },
  quotas: { en: 'Quotas', ko: '쿼터' },
  notMeasured: {
    en: 'They run, but were not measured (new, or their kubelet does not answer)',
    ko: '실행 중이지만 측정되지 않은 것 (방금 시작했거나 kubelet이 응답하지 않음)',
  },
  unexplained: { en: 'Not well, and I do not know why', ko: '정상이 아니지만 원인을 알 수 없는 것' },
  checked: { en: 'What was checked', ko: '점검한 것' },
  similar: { en: 'Did you mean', ko: '혹시 이것인가요' },
  elsewhere: { en: 'The same name elsewhere', ko: '다른 곳에 있는 같은 이름' },
  next: { en: 'What you can do', ko: '할 수 있는 일' },
  detail: { en: 'What it answered', ko: '상대가 응답한 내용' },
  choices: { en: 'Which one?', ko: '어느 것인가요?' },
  look: { en: 'Look', ko: '확인' },
  change: { en: 'Change', ko: '변경' },
  undo: { en: 'Undo', ko: '되돌리기' },
  incident: { en: 'Start an incident', ko: '장애 대응 시작' },
  docs: { en: 'Read more', ko: '참고 문서' },
  file: { en: 'The file', ko: '파일 내용' },
  output: { en: 'You should see', ko: '정상 출력 예' },
  allRunbooks: { en: 'All runbooks', ko: '전체 런북' },
  again: { en: 'Check again', ko: '다시 확인' },
  logs: { en: 'Show logs', ko: '로그 보기' },
  watch: { en: 'Watch it', ko: '지켜보기' },
  unwatch: { en: 'Stop watching', ko: '그만 지켜보기' },
  english: { en: 'English', ko: 'English' },
  korean: { en: '한국어', ko: '한국어' },
  cluster: { en: 'cluster', ko: '클러스터' },
  namespace: { en: 'namespace', ko: '네임스페이스' },
  asked: { en: 'asked', ko: '님의 질문' },
  working: { en: 'Looking into it', ko: '확인하고 있습니다' },
  lookedAt: { en: 'Looking at', ko: '확인 대상' },
  inFile: { en: 'It is long: all of it is in the file below.', ko: '내용이 길어 전체를 아래 파일에 담았습니다.' },
  continued: { en: 'continued', ko: '이어서' },
  answerGone: {
    en: 'I no longer have this answer. Ask the question again.',
    ko: '이 답을 더 이상 가지고 있지 않습니다. 다시 질문합니다.',
  },
  cancel: { en: 'Cancel', ko: '취소' },
  busy: { en: 'This answer is still being posted. Try again in a moment.', ko: '아직 답을 올리고 있습니다. 잠시 뒤에 다시 누릅니다.' },
  noSuchName: { en: 'A namespace is small letters, digits and `-`.', ko: '네임스페이스는 영문 소문자, 숫자, `-`로 씁니다.' },
  noTarget: { en: 'This answer is not about one object.', ko: '한 오브젝트에 대한 답이 아닙니다.' },
} as const satisfies { readonly [name: string]: Text };

export type Label = keyof typeof labels;

/** A fixed text of ours. */
export function label(name: Label, locale: Locale): string {
  return labels[name][locale];
}

/** Why an answer is private, and how it would not be. */
export function inviteHint(bot: string, locale: Locale): string {
  return locale === 'ko'
    ? `이 채널의 멤버가 아니어서 이 답은 본인에게만 보입니다. /invite @${bot} 명령으로 초대하면 모두에게 답합니다.`
    : `Only you can see this, because I am not a member of this channel. /invite @${bot} lets me answer here for everyone.`;
}
