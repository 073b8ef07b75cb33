import type { LogSignature } from '../../core/log-signature.ts';

/** What people paste of a stuck Windows pod where nothing more particular is in it: errors of HCS and HNS. */
export const stuckSignatures: readonly [LogSignature] = [
  {
    id: 'windows-sandbox-failed',
    generic: true,
    symptom: true,
    patterns: [
      /hcs(?:shim)?::(?<call>[\w:]{3,60}).{0,300}(?:failure in a Windows system call|The [a-z][^.:]{5,120})/i,
      /(?:HNS failed with error|hnsCall failed in Win32|HcnCreateEndpoint failed in Win32) ?: (?<call>[^(]{3,160})/i,
      /failure in a Windows system call: (?<call>[^(]{3,160})/i,
    ],
    says: {
      en: (who, { call }) => `${who} cannot be created on its Windows node: Windows refuses${call ? ` (\`${call}\`)` : ''}.`,
      ko: (who, { call }) => `${who}가 윈도우 노드에서 만들어지지 못합니다. 윈도우가 요청을 거부했습니다${call ? `(\`${call}\`)` : ''}.`,
    },
    look: {
      en: 'See whether any pod of the node starts; if none does, check its pause image and its network (`Get-HnsNetwork`), and collect its logs with `CollectLogs.ps1`.',
      ko: '노드의 다른 파드가 시작되는지 확인합니다. 모두 멈춰 있다면 퍼즈 이미지와 네트워크(`Get-HnsNetwork`)를 확인하고 `CollectLogs.ps1` 스크립트로 로그를 모읍니다.',
    },
    fix: {
      en: 'Use a pause image and container images of the version of the node; if HNS is in a bad state, drain the node and run `Restart-Service HNS`.',
      ko: '노드 버전에 맞는 퍼즈 이미지와 컨테이너 이미지를 사용합니다. HNS 상태가 나쁘면 노드를 드레인하고 `Restart-Service HNS` 명령을 실행합니다.',
    },
    link: 'https://github.com/microsoft/hcsshim/blob/v0.12.9/internal/hcs/errors.go',
  },
];
