import type { Text } from '../locale.ts';
import type { NamespaceDeletion } from '../namespace-deletion.ts';
import { names } from './names.ts';
import { duration } from './time-words.ts';

interface Deletion extends Pick<NamespaceDeletion, 'why' | 'resources' | 'finalizers'> {
  readonly seconds: number;
  /** The controller's. */
  readonly words: string | null;
}

/** Why a deleted namespace is still there, in words. */
export function namespaceDeletionWords(deletion: Deletion, name: string): Text {
  const { why, seconds } = deletion;
  return {
    en: `Namespace \`${name}\` has been terminating for ${duration(seconds, 'en')}: ${english[why](deletion)}`,
    ko: `\`${name}\` 네임스페이스가 ${duration(seconds, 'ko')}째 삭제되는 중입니다. ${korean[why](deletion)}`,
  };
}

type Words = { readonly [W in NamespaceDeletion['why']]: (deletion: Deletion) => string };

const english: Words = {
  discovery: ({ words }) =>
    `an API group does not answer, so its controller cannot know what is left in the namespace, and deletes nothing more.${words ? ` It says: \`${words}\`` : ''}`,
  content: ({ words }) => `something in it cannot be deleted.${words ? ` Its controller says: \`${words}\`` : ''}`,
  finalizers: ({ resources, finalizers }) =>
    `${finalizers.length === 1 ? 'finalizer' : 'finalizers'} ${names(finalizers)} ${finalizers.length === 1 ? 'is' : 'are'} still on objects in it${resources.length > 0 ? ` (${names(resources)})` : ''}, and until the controller behind takes ${finalizers.length === 1 ? 'it' : 'them'} off, the API server keeps both.`,
  remaining: ({ resources, words }) =>
    `${resources.length > 0 ? `${names(resources)} are still in it` : `there is still something in it (\`${words ?? ''}\`)`}.`,
  'own-finalizers': ({ finalizers }) =>
    `it is empty, but ${finalizers.length === 1 ? 'finalizer' : 'finalizers'} ${names(finalizers)} of the namespace itself ${finalizers.length === 1 ? 'has' : 'have'} not been taken off.`,
  silent: () => 'the namespace controller, a part of kube-controller-manager, has not reported what is left in it.',
};

const korean: Words = {
  discovery: ({ words }) =>
    `응답하지 않는 API 그룹이 있어 컨트롤러가 네임스페이스에 무엇이 남았는지 알 수 없고 더 지우지 못합니다.${words ? ` 메시지: \`${words}\`` : ''}`,
  content: ({ words }) => `안에 지울 수 없는 것이 있습니다.${words ? ` 컨트롤러의 메시지: \`${words}\`` : ''}`,
  finalizers: ({ resources, finalizers }) =>
    `안에 있는 객체${resources.length > 0 ? `(${names(resources)})` : ''}에 ${names(finalizers)} 파이널라이저가 남아 있습니다. 담당 컨트롤러가 떼기 전에는 API 서버가 객체와 네임스페이스를 지우지 않습니다.`,
  remaining: ({ resources, words }) =>
    resources.length > 0 ? `${names(resources)} 리소스가 아직 남아 있습니다.` : `아직 남은 것이 있습니다 (\`${words ?? ''}\`).`,
  'own-finalizers': ({ finalizers }) => `안은 비었지만 네임스페이스 자신의 ${names(finalizers)} 파이널라이저가 남아 있습니다.`,
  silent: () => 'kube-controller-manager의 네임스페이스 컨트롤러가 무엇이 남았는지 아직 알리지 않았습니다.',
};
