import type { KubeEvent } from './evidence.ts';
import type { Locale, Text } from './locale.ts';

/**
 * Conditions that are bad when True: of node-problem-detector's own configuration
 * (https://github.com/kubernetes/node-problem-detector/tree/v0.8.20/config), and of the agents of managed clusters.
 */
const meanings: Readonly<Record<string, Text>> = {
  KernelDeadlock: { en: 'tasks of the kernel hang', ko: '커널 작업이 멈춰 있습니다' },
  ReadonlyFilesystem: {
    en: 'a file system turned read-only, mostly because a disk fails',
    ko: '파일 시스템이 읽기 전용으로 바뀌었습니다. 대개 디스크 고장입니다',
  },
  XfsShutdown: { en: 'an XFS file system shut down', ko: 'XFS 파일 시스템이 중단되었습니다' },
  CperHardwareErrorFatal: { en: 'the hardware reported a fatal error', ko: '하드웨어가 치명적인 오류를 보고했습니다' },
  CorruptDockerOverlay2: { en: 'the image store of Docker is corrupt', ko: 'Docker 이미지 저장소가 손상되었습니다' },
  FrequentKubeletRestart: { en: 'the kubelet restarts again and again', ko: 'kubelet이 자꾸 다시 시작됩니다' },
  FrequentContainerdRestart: { en: 'containerd restarts again and again', ko: 'containerd가 자꾸 다시 시작됩니다' },
  FrequentDockerRestart: { en: 'Docker restarts again and again', ko: 'Docker가 자꾸 다시 시작됩니다' },
  FrequentUnregisterNetDevice: { en: 'the kernel cannot release network devices', ko: '커널이 네트워크 장치를 해제하지 못합니다' },
  KubeletUnhealthy: { en: 'the kubelet does not answer its health check', ko: 'kubelet이 상태 검사에 응답하지 않습니다' },
  KubeletProblem: { en: 'the kubelet is not well', ko: 'kubelet에 문제가 있습니다' },
  ContainerRuntimeUnhealthy: { en: 'the container runtime does not answer its health check', ko: '컨테이너 런타임이 상태 검사에 응답하지 않습니다' },
  ContainerRuntimeProblem: { en: 'the container runtime is not well', ko: '컨테이너 런타임에 문제가 있습니다' },
  FilesystemCorruptionProblem: { en: 'a file system is corrupt', ko: '파일 시스템이 손상되었습니다' },
  NTPProblem: { en: 'the clock is not synchronised', ko: '시계가 동기화되지 않습니다' },
};

/** Of other detectors: the name itself says that something is wrong. */
const tellingName =
  /^(?:Frequent|Corrupt|Readonly)[A-Z]|(?:Problem|Unhealthy|Deadlock|Failure|Failed|Error|Fault|Hang|Corruption|NotReady|Unresponsive)$/;

/** Is that condition bad where it is True? */
export function isBadDetectorCondition(type: string): boolean {
  return type in meanings || tellingName.test(type);
}

/** Does it come from a detector that is known? Healthy or not, it tells that one runs. */
export function isDetectorCondition(type: string): boolean {
  return type in meanings;
}

/** What a condition of a detector means, without a full stop; something general for one that is not known. */
export function detectorMeaning(type: string, locale: Locale): string {
  return (
    meanings[type]?.[locale] ?? (locale === 'ko' ? '노드를 감시하는 에이전트가 문제를 보고했습니다' : 'an agent that watches the node reports it')
  );
}

/** Its monitors name themselves `kernel-monitor`, `docker-monitor`, `systemd-monitor` …; what they report in passing is a Warning. */
export function isDetectorEvent({ type, component }: KubeEvent): boolean {
  return type === 'Warning' && /(?:^|-)monitor$|node-problem-detector|^health-checker$/.test(component);
}
