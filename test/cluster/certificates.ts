import { generate } from 'selfsigned';

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

const year = 365 * 86_400_000;

/** A certificate authority, made for this run. */
export async function makeAuthority(): Promise<KeyPair> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { key, cert };
}

export interface ServerCertificateOptions {
  readonly expired?: boolean;
  /** Other than 127.0.0.1. */
  readonly name?: string;
}

/** A serving certificate of that authority. */
export async function makeServerCertificate(authority: KeyPair, { expired = false, name }: ServerCertificateOptions = {}): Promise<KeyPair> {
  const now = Date.now();
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'kube-apiserver' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - year),
    notAfterDate: new Date(now + (expired ? -86_400_000 : year)),
    ca: { key: authority.key, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: name ? [{ type: 2, value: name }] : [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  return { key, cert };
}
