import type { LogSignature } from '../../core/log-signature.ts';

/** The flannel CNI plugin reads what flanneld wrote; the ending of the text tells Windows from Linux. */
export const subnetEnvSignatures: readonly [LogSignature] = [
  {
    id: 'windows-flannel-subnet-env-missing',
    patterns: [
      /open [\w:\\/]{0,20}[\\/]run[\\/]flannel[\\/]subnet\.env: The system cannot find the (?:path|file) specified/i,
      /C:\\run\\flannel\\subnet\.env.{0,200}(?:cannot find|no such file|not exist)/i,
      /open [\w:\\/]{0,20}[\\/]run[\\/]flannel[\\/]subnet\.env: 지정된/i,
    ],
    says: {
      en: (who) => `${who} cannot get a network: \`C:\\run\\flannel\\subnet.env\` is missing on the node, so flanneld has not run there properly.`,
      ko: (who) =>
        `${who}가 네트워크를 받지 못합니다. 노드에 \`C:\\run\\flannel\\subnet.env\` 파일이 없으므로 flanneld가 제대로 실행되지 않은 상태입니다.`,
    },
    look: {
      en: 'See whether flanneld runs on the node and what its log says.',
      ko: '노드에서 flanneld가 실행 중인지, 로그에 무엇이 남았는지 확인합니다.',
    },
    fix: {
      en: 'Restart `flanneld.exe`, which writes the file; copying it by hand from a Linux node with another `FLANNEL_SUBNET` works too, but is less safe.',
      ko: '파일을 만드는 `flanneld.exe` 프로세스를 다시 시작합니다. 리눅스 노드의 파일을 복사해 `FLANNEL_SUBNET` 값만 바꿀 수도 있지만 덜 안전합니다.',
    },
    link: 'https://github.com/flannel-io/cni-plugin/blob/v1.7.1-flannel1/flannel.go',
  },
];
