import type { LeaderFacts } from '../leader-down.ts';
import type { Text } from '../locale.ts';
import { duration } from './time-words.ts';

/** Why a component counts as down: its pod first, since that is what one looks for; then its lease. */
export function leaderWords({ because, silent, pod, status }: LeaderFacts, component: string): Text {
  const lease =
    silent === null
      ? { en: '', ko: '' }
      : {
          en: ` Its lease was last renewed ${duration(silent, 'en')} ago.`,
          ko: ` 리스를 마지막으로 갱신한 지 ${duration(silent, 'ko')} 지났습니다.`,
        };
  if (!pod || because === 'no-pod') {
    return {
      en: `${component} does not run: there is no pod of it in \`kube-system\`.${lease.en}`,
      ko: `${component}가 실행되고 있지 않습니다. \`kube-system\` 네임스페이스에 해당 파드가 없습니다.${lease.ko}`,
    };
  }
  if (status === 'Running' && because === 'lease') {
    return {
      en: `${component} does not do its work: pod \`${pod}\` runs, but has not renewed its lease for ${duration(silent ?? 0, 'en')}, so it cannot reach the API server, or hangs.`,
      ko: `${component}가 일을 하지 못합니다. \`${pod}\` 파드가 실행 중이지만 ${duration(silent ?? 0, 'ko')} 동안 리스를 갱신하지 않았습니다. API 서버에 연결하지 못하거나 멈춘 상태입니다.`,
    };
  }
  return {
    en: `${component} does not run: its pod \`${pod}\` is \`${status}\`.${lease.en}`,
    ko: `${component}가 실행되고 있지 않습니다. \`${pod}\` 파드가 \`${status}\` 상태입니다.${lease.ko}`,
  };
}
