import type { LogSignature } from '../../core/log-signature.ts';

/** ERROR_WRONG_DISK (34) of Windows, which HNS answers when its stored objects are of another version. */
export const wrongDisketteSignatures: readonly [LogSignature] = [
  {
    id: 'hns-wrong-diskette',
    patterns: [/The wrong diskette is in the drive|잘못 ?된 디스켓|ERROR_WRONG_DISK/i],
    says: {
      en: (who) =>
        `${who} cannot use the Windows network: HNS holds networks or endpoints that were made by another version of HNS, from before an update of Windows, or were changed by hand ("the wrong diskette").`,
      ko: (who) =>
        `${who}가 윈도우 네트워크를 쓸 수 없습니다. 윈도우 업데이트 전 버전의 HNS가 만들었거나 사람이 고친 네트워크·엔드포인트가 HNS에 남아 있습니다("wrong diskette" 오류).`,
    },
    look: {
      en: 'On the Windows node list what HNS holds: `hnsdiag list networks` and `hnsdiag list endpoints`.',
      ko: '윈도우 노드에서 `hnsdiag list networks` 명령과 `hnsdiag list endpoints` 명령으로 HNS에 남은 오브젝트를 확인합니다.',
    },
    fix: {
      en: 'Drain the node, then delete the old endpoints and networks (`hnsdiag delete endpoints <id>`, `hnsdiag delete networks <id>`) and run `Restart-Service HNS`; up to Windows Server 2019 removing `C:\\ProgramData\\Microsoft\\Windows\\HNS\\HNS.data` while HNS is stopped does it at once.',
      ko: '노드를 드레인한 뒤 오래된 엔드포인트와 네트워크를 지우고(`hnsdiag delete endpoints <id>`, `hnsdiag delete networks <id>`) `Restart-Service HNS` 명령을 실행합니다. 윈도우 서버 2019까지는 HNS를 멈추고 `C:\\ProgramData\\Microsoft\\Windows\\HNS\\HNS.data` 파일을 지우면 한 번에 정리됩니다.',
    },
    link: 'https://learn.microsoft.com/virtualization/windowscontainers/kubernetes/common-problems',
  },
];
