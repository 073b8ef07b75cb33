import type { Text } from '../locale.ts';
import { names } from './names.ts';
import { duration } from './time-words.ts';

/** Why a deleted pod is still there. */
export type WhyTerminating = 'finalizer' | 'node-gone' | 'node-silent' | 'grace' | 'container' | 'clean-up';

interface Terminating {
  readonly why: WhyTerminating;
  /** Since it was deleted; of the grace period in all; of it left. */
  readonly seconds: number;
  readonly grace: number;
  readonly left: number;
  readonly finalizers: readonly string[];
  readonly running: readonly string[];
  readonly node: string | null;
  readonly claims: readonly string[];
  /** The kubelet's. */
  readonly words: string | null;
}

/** Why a deleted pod is still there, in words. */
export function terminatingWords(pod: Terminating): Text {
  return { en: english[pod.why](pod), ko: korean[pod.why](pod) };
}

const english: { readonly [W in WhyTerminating]: (pod: Terminating) => string } = {
  finalizer: ({ seconds, finalizers }) =>
    `The pod has been terminating for ${duration(seconds, 'en')}: its containers have ended, but ${names(finalizers)} ${finalizers.length === 1 ? 'is a finalizer' : 'are finalizers'} that nobody has taken off, so the API server keeps the object.`,
  'node-gone': ({ seconds, node }) =>
    `The pod has been terminating for ${duration(seconds, 'en')}: ${node ? `its node \`${node}\` no longer exists` : 'it has no node'}, so no kubelet can confirm that it stopped.`,
  'node-silent': ({ seconds, node }) =>
    `The pod has been terminating for ${duration(seconds, 'en')}: node \`${node}\` is not ready, so nobody can confirm that its containers stopped. They may still run.`,
  grace: ({ grace, left, running }) =>
    `The pod is terminating as it was told: its grace period is ${duration(grace, 'en')}, ${duration(left, 'en')} of it is left, and ${running.length > 0 ? `${names(running)} still ${running.length === 1 ? 'runs' : 'run'}` : 'it has not ended yet'}.`,
  container: ({ seconds, grace, running, words }) =>
    `The pod has been terminating for ${duration(seconds, 'en')}, longer than its grace period of ${duration(grace, 'en')}: the runtime could not stop ${names(running)}.${words ? ` The kubelet says: \`${words}\`` : ''}`,
  'clean-up': ({ seconds, claims, words }) =>
    `The pod has been terminating for ${duration(seconds, 'en')}: its containers have ended, but the kubelet has not finished cleaning up${claims.length > 0 ? ` (it must unmount the volumes of ${names(claims)})` : ''}.${words ? ` It says: \`${words}\`` : ''}`,
};

const korean: { readonly [W in WhyTerminating]: (pod: Terminating) => string } = {
  finalizer: ({ seconds, finalizers }) =>
    `파드가 ${duration(seconds, 'ko')}째 종료 중입니다. 컨테이너는 모두 끝났지만 ${names(finalizers)} 파이널라이저를 아무도 떼지 않아 API 서버가 객체를 지우지 않습니다.`,
  'node-gone': ({ seconds, node }) =>
    `파드가 ${duration(seconds, 'ko')}째 종료 중입니다. ${node ? `\`${node}\` 노드가 없어져서` : '배정된 노드가 없어서'} 종료를 확인해 줄 kubelet이 없습니다.`,
  'node-silent': ({ seconds, node }) =>
    `파드가 ${duration(seconds, 'ko')}째 종료 중입니다. \`${node}\` 노드가 준비되지 않은 상태라서 컨테이너가 멈췄는지 확인할 수 없습니다. 아직 실행 중일 수도 있습니다.`,
  grace: ({ grace, left, running }) =>
    `파드가 설정대로 종료되는 중입니다. 유예 기간 ${duration(grace, 'ko')} 중 ${duration(left, 'ko')} 남았고 ${running.length > 0 ? `${names(running)} 컨테이너가 아직 실행 중입니다` : '아직 끝나지 않았습니다'}.`,
  container: ({ seconds, grace, running, words }) =>
    `파드가 유예 기간 ${duration(grace, 'ko')} 시간을 넘겨 ${duration(seconds, 'ko')}째 종료 중입니다. 런타임이 ${names(running)} 컨테이너를 멈추지 못하고 있습니다.${words ? ` kubelet의 메시지: \`${words}\`` : ''}`,
  'clean-up': ({ seconds, claims, words }) =>
    `파드가 ${duration(seconds, 'ko')}째 종료 중입니다. 컨테이너는 모두 끝났지만 kubelet의 정리가 끝나지 않았습니다${claims.length > 0 ? ` (${names(claims)} 클레임의 볼륨을 마운트 해제해야 합니다)` : ''}.${words ? ` kubelet의 메시지: \`${words}\`` : ''}`,
};
