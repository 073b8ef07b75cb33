import type { LogSignature } from '../../core/log-signature.ts';
import { configurationSignatures } from './log-configuration.signatures.ts';
import { databaseSignatures } from './log-database.signatures.ts';
import { migrationSignatures } from './log-migration.signatures.ts';
import { networkSignatures } from './log-network.signatures.ts';
import { runtimeSignatures } from './log-runtime.signatures.ts';
import { systemSignatures } from './log-system.signatures.ts';

/** Why programs end, as they say it themselves. On one line the first that fits counts, so the particular ones come before the general ones. */
export const crashSignatures: readonly LogSignature[] = [
  ...migrationSignatures,
  ...databaseSignatures,
  ...networkSignatures,
  ...configurationSignatures,
  ...runtimeSignatures,
  ...systemSignatures,
];

/** For a report that an older version stored. */
const forgotten: LogSignature = {
  id: 'forgotten',
  patterns: [],
  says: { en: (who) => `${who} failed with an error that its log tells.`, ko: (who) => `${who}가 로그에 남은 오류로 실패했습니다.` },
  look: { en: 'Read the line of the log that is the proof.', ko: '근거로 든 로그를 확인합니다.' },
  fix: { en: 'Correct what the log names.', ko: '로그가 가리키는 것을 바로잡습니다.' },
  link: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/',
};

/** The signature of that name. */
export function crashSignature(id: string): LogSignature {
  return crashSignatures.find((signature) => signature.id === id) ?? forgotten;
}
