import type { Impersonated } from './policy.ts';
import type { ReadFailureCode } from './read-failure.ts';

/** What an API server shows of itself before anything is asked. */
export interface ServingCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** RFC 3339. */
  readonly validFrom: string;
  readonly validTo: string;
  /** `DNS:kubernetes, IP Address:10.96.0.1 …` */
  readonly names: readonly string[];
}

/** How kubewhy says who it is: never the secret itself. */
export interface ClientIdentity {
  readonly kind: 'certificate' | 'token' | 'plugin' | 'password' | 'none';
  /** The subject of the certificate or token, or the command of the plugin. */
  readonly name: string | null;
  /** RFC 3339: when the certificate or token ends, where it says so. */
  readonly validTo: string | null;
}

/** How a client meets the API server: known without sending it a request. */
export interface ApiContact {
  /** The URL in the kubeconfig. */
  readonly server: string;
  readonly proxy: string | null;
  /** Did something accept the connection? null: not tried, as behind a proxy. */
  readonly connected: boolean | null;
  /** null: none was presented. */
  readonly certificate: ServingCertificate | null;
  readonly client: ClientIdentity;
  /** As whom the question is asked, with those credentials; absent: as their own user. */
  readonly as?: Impersonated;
}

/** Why the API server cannot be asked. */
export interface Unreachable {
  readonly code: ReadFailureCode;
  /** What was asked for. */
  readonly what: string;
  /** The server's or the network's words. */
  readonly message: string;
  /** It does answer what costs it nothing (`/version`); other answers do not come in time. */
  readonly alive: boolean;
  /** null: a cluster without a server of its own (a recording). */
  readonly contact: ApiContact | null;
}

/** Failures that are between the client and the API server, whatever was asked for. */
export const contactFailures = [
  'refused',
  'name-not-resolved',
  'timeout',
  'x509-expired',
  'x509-unknown-issuer',
  'x509-wrong-name',
  'unauthorized',
  'forbidden',
] as const satisfies readonly ReadFailureCode[];
