import type { LogSignature } from '../../core/log-signature.ts';
import { configurationSignatures } from './log-configuration.signatures.ts';
import { databaseSignatures } from './log-database.signatures.ts';
import { networkSignatures } from './log-network.signatures.ts';
import { runtimeSignatures } from './log-runtime.signatures.ts';
import { systemSignatures } from './log-system.signatures.ts';

/** Why programs end, as they say it themselves. On one line the first that fits counts, so the particular ones come before the general ones. */
export const crashSignatures: readonly LogSignature[] = [
  ...databaseSignatures,
  ...networkSignatures,
  ...configurationSignatures,
  ...runtimeSignatures,
  ...systemSignatures,
];
