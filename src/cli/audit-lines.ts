import { closeSync, openSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import type { Variables } from '../config.ts';
import { PersonalError } from './personal-error.ts';

/** Where lines of the audit trail go. A file is opened for each line, so that it may be rotated. Throws a PersonalError if it cannot be written. */
export function openAuditLines({ KUBEWHY_AUDIT: to }: Pick<Variables, 'KUBEWHY_AUDIT'>): ((line: string) => Promise<void>) | null {
  if (!to) return null;
  if (to === 'stdout') return async (line) => void process.stdout.write(line);
  try {
    closeSync(openSync(to, 'a', 0o600));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new PersonalError(
      `KUBEWHY_AUDIT: ${to} cannot be written (${code}): give a file in a folder that exists and that this user may write to`,
      2,
    );
  }
  return (line) => appendFile(to, line);
}
