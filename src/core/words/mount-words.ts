import type { Text } from '../locale.ts';
import type { MountProblem } from '../mount-failure.ts';
import { names } from './names.ts';
import { quoted } from './quoted.ts';

export interface MountFacts {
  readonly problem: MountProblem;
  readonly what: string | null;
  readonly type: string | null;
  readonly node: string | null;
  readonly words: string;
  readonly similar: readonly string[];
}

/** With their particles. */
const types: Readonly<Record<string, string>> = {
  directory: '디렉터리가',
  file: '파일이',
  'socket file': '소켓 파일이',
  'character device': '문자 장치가',
  'block device': '블록 장치가',
};

/** Why, as the second half of "volume `x` cannot be mounted: …". */
export function mountReason({ problem, what, type, node, words, similar }: MountFacts): Text {
  const name = `\`${what ?? '?'}\``;
  const on = `\`${node ?? '?'}\``;
  const said = `\`${quoted(words)}\``;
  const near: Text = {
    en: similar.length > 0 ? ` Names like it: ${names(similar)}.` : '',
    ko: similar.length > 0 ? ` 비슷한 이름: ${names(similar)}.` : '',
  };
  const reasons: { readonly [P in MountProblem]: Text } = {
    'config-map-missing': { en: `ConfigMap ${name} does not exist.${near.en}`, ko: `${name} 컨피그맵이 없습니다.${near.ko}` },
    'secret-missing': { en: `Secret ${name} does not exist.`, ko: `${name} 시크릿이 없습니다.` },
    'config-key-missing': { en: `its ConfigMap has no key ${name}.${near.en}`, ko: `컨피그맵에 ${name} 키가 없습니다.${near.ko}` },
    'secret-key-missing': { en: `its Secret has no key ${name}.`, ko: `시크릿에 ${name} 키가 없습니다.` },
    'host-path': {
      en: `node ${on} has no ${type ?? 'file'} at ${name}.`,
      ko: `${on} 노드의 ${name} 경로에 ${types[type ?? ''] ?? '파일이'} 없습니다.`,
    },
    'path-missing': what
      ? { en: `path ${name} does not exist on node ${on}.`, ko: `${on} 노드에 ${name} 경로가 없습니다.` }
      : { en: `a path does not exist on node ${on}, or on the server: ${said}.`, ko: `${on} 노드나 서버에 경로가 없습니다. 메시지: ${said}.` },
    'driver-missing': {
      en: `CSI driver ${name} is not registered on node ${on}: its node plugin does not run there, or is not installed at all.`,
      ko: `${on} 노드에 ${name} CSI 드라이버가 등록되어 있지 않습니다. 그 노드에서 드라이버의 노드 플러그인이 실행되지 않거나 아예 설치되지 않았습니다.`,
    },
    'helper-missing': {
      en: `node ${on} cannot mount ${what ? `file system ${name}` : 'this file system'}: its kernel module or its mount helper (\`nfs-common\`, \`cifs-utils\`) is missing.`,
      ko: `${on} 노드가 ${what ? `${name} 파일 시스템을` : '이 파일 시스템을'} 마운트하지 못합니다. 커널 모듈이나 마운트 도우미(\`nfs-common\`, \`cifs-utils\`)가 없습니다.`,
    },
    'server-refused': {
      en: `the file server refuses node ${on}: ${said}.`,
      ko: `파일 서버가 ${on} 노드를 거부합니다. 메시지: ${said}.`,
    },
    'server-unreachable': {
      en: `node ${on} does not reach the file server: ${said}.`,
      ko: `${on} 노드가 파일 서버에 연결하지 못합니다. 메시지: ${said}.`,
    },
    'file-system': {
      en: `what is on the device is damaged, or of another kind than \`fsType\` says: ${said}.`,
      ko: `장치의 파일 시스템이 손상되었거나 \`fsType\` 값과 다릅니다. 메시지: ${said}.`,
    },
    'claim-missing': { en: `PersistentVolumeClaim ${name} does not exist.${near.en}`, ko: `${name} 퍼시스턴트볼륨클레임이 없습니다.${near.ko}` },
    'claim-unbound': {
      en: 'its PersistentVolumeClaim is not bound to a volume.',
      ko: '퍼시스턴트볼륨클레임이 아직 볼륨에 바인딩되지 않았습니다.',
    },
    'claim-deleting': { en: 'its PersistentVolumeClaim is being deleted.', ko: '퍼시스턴트볼륨클레임이 삭제되는 중입니다.' },
    'account-missing': { en: `service account ${name} does not exist.`, ko: `${name} 서비스어카운트가 없습니다.` },
    'node-full': {
      en: `node ${on} has reached the number of volumes that it can attach.`,
      ko: `${on} 노드에 연결할 수 있는 볼륨 수가 꽉 찼습니다.`,
    },
    'not-yet': {
      en: `the kubelet of node ${on} does not get what the volume is made of from the API server: ${said}.`,
      ko: `${on} 노드의 kubelet이 볼륨의 내용을 API 서버에서 받지 못합니다. 메시지: ${said}.`,
    },
    waiting: {
      en: `node ${on} has waited for it in vain, and no other event says for what.`,
      ko: `${on} 노드가 기다렸지만 준비되지 않았고, 이유를 알려 주는 다른 이벤트가 없습니다.`,
    },
    permission: { en: `permission was denied: ${said}.`, ko: `권한이 거부되었습니다. 메시지: ${said}.` },
    other: { en: `the kubelet of node ${on} says: ${said}.`, ko: `${on} 노드의 kubelet 메시지: ${said}.` },
  };
  return reasons[problem];
}
