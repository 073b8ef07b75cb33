import type { Locale, Text } from '../locale.ts';
import type { Refusal } from '../policy.ts';

type Words = { readonly [M in Refusal['missing']]: (refusal: Refusal) => string };
type Of = { readonly [L in Locale]: Words };

const what = ({ what }: Refusal): string => `\`${what ?? '?'}\``;
const listed = ({ may }: Refusal): string => may.map((one) => `\`${one}\``).join(', ');

/** Which right is missing. */
const missing: Of = {
  en: {
    channel: () => 'In this channel nobody may ask me anything but `help`.',
    person: () => 'In this channel I answer only certain people, and you are not among them.',
    intent: (refusal) => `Here you may not ask for ${what(refusal)}.`,
    cluster: (refusal) => `You may not ask about cluster ${what(refusal)} here.`,
    namespace: (refusal) => `You may not ask about namespace ${what(refusal)} here.`,
    'all-namespaces': () => 'This question is about all namespaces, and you may see only some of them.',
    groups: (refusal) => `Your rights depend on Slack's user groups, and Slack did not tell me who is in them (${what(refusal)}).`,
    profile: (refusal) =>
      `The cluster is read with your own rights, and for that I need ${what(refusal)} of your Slack profile, which I do not have. I do not use my own rights instead.`,
    nobody: () => 'Nobody asked this, and the policy does not say as whom the cluster is read then.',
    direct: () => 'Without a policy I show the audit trail only in direct messages, and to each person only their own questions.',
  },
  ko: {
    channel: () => '이 채널에서는 `도움말` 말고는 아무도 저에게 질문할 수 없습니다.',
    person: () => '이 채널에서는 정해진 사람의 질문에만 답하는데, 그 안에 들어 있지 않습니다.',
    intent: (refusal) => `이곳에서 ${what(refusal)} 질문을 할 권한이 없습니다.`,
    cluster: (refusal) => `이곳에서 ${what(refusal)} 클러스터에 대해 질문할 권한이 없습니다.`,
    namespace: (refusal) => `이곳에서 ${what(refusal)} 네임스페이스에 대해 질문할 권한이 없습니다.`,
    'all-namespaces': () => '모든 네임스페이스에 대한 질문인데, 그중 일부만 볼 권한이 있습니다.',
    groups: (refusal) => `권한이 Slack 사용자 그룹에 달려 있는데, Slack에서 그룹 구성원을 읽지 못했습니다(${what(refusal)}).`,
    profile: (refusal) =>
      `질문한 사람의 권한으로 클러스터를 읽는데, 여기에 필요한 Slack 프로필의 ${what(refusal)} 항목이 없습니다. kubewhy의 권한으로 대신 읽지는 않습니다.`,
    nobody: () => '질문한 사람이 없는데, 이때 누구의 권한으로 클러스터를 읽을지 정책에 없습니다.',
    direct: () => '정책이 없으면 질문 기록은 다이렉트 메시지에서만, 각자 자신의 질문만 보여 줍니다.',
  },
};

/** What to do now. */
const next: Of = {
  en: {
    channel: () => 'Ask in a channel that is meant for it.',
    person: () => '',
    intent: (refusal) => (refusal.may.length > 0 ? `What you may ask: ${listed(refusal)}.` : ''),
    cluster: (refusal) => (refusal.may.length > 0 ? `Clusters that you may ask about: ${listed(refusal)}.` : ''),
    namespace: (refusal) => (refusal.may.length > 0 ? `Namespaces that you may ask about: ${listed(refusal)}.` : ''),
    'all-namespaces': (refusal) => `Name one: add \`-n NAMESPACE\`. Namespaces that you may ask about: ${listed(refusal)}.`,
    groups: () =>
      'Ask again in a minute. If it stays so: the app needs the scope `usergroups:read`, and the groups of the policy must exist; `kubewhy doctor` looks.',
    profile: () => 'Complete your profile, or have the app given the scope `users:read.email`; people of other workspaces are not let in.',
    nobody: () => 'Set `impersonate.unattended` in the policy.',
    direct: () => 'Send me `audit` as a direct message. An administrator can let people see more with a policy (`KUBEWHY_POLICY`).',
  },
  ko: {
    channel: () => '질문하도록 정해진 채널에서 물어봅니다.',
    person: () => '',
    intent: (refusal) => (refusal.may.length > 0 ? `할 수 있는 질문: ${listed(refusal)}.` : ''),
    cluster: (refusal) => (refusal.may.length > 0 ? `질문할 수 있는 클러스터: ${listed(refusal)}.` : ''),
    namespace: (refusal) => (refusal.may.length > 0 ? `질문할 수 있는 네임스페이스: ${listed(refusal)}.` : ''),
    'all-namespaces': (refusal) => `\`-n NAMESPACE\`를 붙여 하나를 지정합니다. 질문할 수 있는 네임스페이스: ${listed(refusal)}.`,
    groups: () =>
      '1분 뒤에 다시 질문합니다. 계속되면 앱에 `usergroups:read` 권한이 있는지, 정책에 적은 그룹이 있는지 `kubewhy doctor` 명령으로 확인합니다.',
    profile: () => '프로필을 채우거나, 앱에 `users:read.email` 권한을 줍니다. 다른 워크스페이스의 사람에게는 답하지 않습니다.',
    nobody: () => '정책에 `impersonate.unattended` 항목을 설정합니다.',
    direct: () => '`감사 로그`라고 다이렉트 메시지를 보냅니다. 관리자는 정책(`KUBEWHY_POLICY`)으로 더 보게 할 수 있습니다.',
  },
};

const words: { readonly [M in Refusal['missing']]: Text } = {
  channel: { en: 'channel', ko: '채널' },
  person: { en: 'person', ko: '질문한 사람' },
  intent: { en: 'kind of question', ko: '질문 종류' },
  cluster: { en: 'cluster', ko: '클러스터' },
  namespace: { en: 'namespace', ko: '네임스페이스' },
  'all-namespaces': { en: 'all namespaces', ko: '모든 네임스페이스' },
  groups: { en: 'user groups unknown', ko: '사용자 그룹을 읽지 못함' },
  profile: { en: 'Slack profile incomplete', ko: 'Slack 프로필 부족' },
  nobody: { en: 'nobody asked', ko: '질문한 사람 없음' },
  direct: { en: 'not a direct message', ko: '다이렉트 메시지가 아님' },
};

/** The missing right in a word or two. */
export function missingRight(missing: Refusal['missing'], locale: Locale): string {
  return words[missing][locale];
}

/** Which right is missing, what may be asked instead, and whom to ask for it. */
export function permissionRefused(refusal: Refusal, locale: Locale): { readonly says: string; readonly next: string } {
  const { contact, missing: right } = refusal;
  const ask =
    right === 'direct'
      ? ''
      : locale === 'ko'
        ? `권한을 요청할 곳: ${contact ?? 'kubewhy를 운영하는 사람'}.`
        : `Ask ${contact ?? 'whoever runs kubewhy'} for the right.`;
  return { says: missing[locale][right](refusal), next: [next[locale][right](refusal), ask].filter(Boolean).join(' ') };
}

/** Why evidence is missing, where the policy kept it back; null: it was something else. */
export function policyGap(detail: string, locale: Locale): string | null {
  if (!detail.startsWith('policy: ')) return null;
  const namespace = /namespace "([^"]+)"/.exec(detail)?.[1];
  if (locale === 'ko')
    return namespace ? `정책에 따라 \`${namespace}\` 네임스페이스는 보여 드릴 수 없습니다.` : '정책에 따라 일부 네임스페이스만 볼 수 있습니다.';
  return namespace ? `The policy does not let you see namespace \`${namespace}\`.` : 'The policy lets you see only some namespaces.';
}
