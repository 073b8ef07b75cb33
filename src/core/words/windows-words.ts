import type { Locale } from '../locale.ts';
import type { LogSignature } from '../log-signature.ts';
import type { Ref } from '../ref.ts';
import { type WindowsNodeFacts, windowsName } from '../windows.ts';
import type { WindowsTextFacts } from '../windows-text.ts';

/** "node `w1` (Windows Server 2019, build 17763)"; in Korean the system stands in brackets after the noun 노드. */
export function windowsNodeWords({ name, build }: WindowsNodeFacts): { readonly en: string; readonly ko: string } {
  const system = build === null ? 'Windows' : windowsName(build);
  const inKorean = system.replace('Windows Server', '윈도우 서버').replace('Windows build', '윈도우 빌드').replace('Windows', '윈도우');
  const known = build !== null && !system.endsWith(String(build));
  return {
    en: `node \`${name}\` (${system}${known ? `, build ${build}` : ''})`,
    ko: `\`${name}\` 노드(${inKorean}${known ? `, 빌드 ${build}` : ''})`,
  };
}

/** Who says a text and where, as signatures want it: in Korean it ends in a vowel. */
export function windowsSpeaker(container: string | null, pod: Ref, node: WindowsNodeFacts | null): { readonly en: string; readonly ko: string } {
  const where = node && windowsNodeWords(node);
  return {
    en: `${container ? `Container \`${container}\`` : `Pod \`${pod.name}\``}${where ? ` on ${where.en}` : ''}`,
    ko: `${where ? `${where.ko}의 ` : ''}${container ? `\`${container}\` 컨테이너` : `\`${pod.name}\` 파드`}`,
  };
}

/** The words of a rule whose cause is just what its signature says; the first one's where a stored report names one that is gone. */
export function signatureWords(
  locale: Locale,
  signatures: readonly [LogSignature, ...LogSignature[]],
  { signature, captures, container, node }: WindowsTextFacts,
  pod: Ref,
): string {
  const { says } = signatures.find(({ id }) => id === signature) ?? signatures[0];
  return says[locale](windowsSpeaker(container, pod, node)[locale], captures);
}
