import type { ApiContact } from '../../api-contact.ts';
import type { CertificateRow } from './digest-answer.ts';

const month = 30 * 86_400_000;

/** The certificates that a client of the API sees: the server's, and its own. Those that renew themselves end soon all the time, and are not soon. */
export function certificateRows(contact: ApiContact | null, now: Date): readonly CertificateRow[] {
  const { certificate = null, client } = contact ?? {};
  const rows: CertificateRow[] = [];
  if (certificate) {
    const { subject, validFrom, validTo } = certificate;
    const life = Date.parse(validTo) - Date.parse(validFrom);
    rows.push({ of: 'api-server', name: subject, validTo, soon: Date.parse(validTo) - now.getTime() < Math.min(month, life / 5) });
  }
  if (client?.kind === 'certificate' && client.validTo) {
    rows.push({ of: 'kubewhy', name: client.name ?? '', validTo: client.validTo, soon: Date.parse(client.validTo) - now.getTime() < month });
  }
  return rows;
}
