import type { Text } from '../locale.ts';
import type { MountProblem } from '../mount-failure.ts';

const byProblem: { readonly [P in MountProblem]?: Text } = {
  'config-map-missing': {
    en: 'Create the ConfigMap, correct its name in the pod template, or mark the volume `optional: true`. The kubelet tries again by itself.',
    ko: '컨피그맵을 만들거나, 파드 템플릿의 이름을 고치거나, 볼륨에 `optional: true` 값을 줍니다. kubelet이 스스로 다시 시도합니다.',
  },
  'secret-missing': {
    en: 'Create the Secret, correct its name in the pod template, or mark the volume `optional: true`. The kubelet tries again by itself.',
    ko: '시크릿을 만들거나, 파드 템플릿의 이름을 고치거나, 볼륨에 `optional: true` 값을 줍니다. kubelet이 스스로 다시 시도합니다.',
  },
  'config-key-missing': {
    en: 'Add the key, or correct `items` of the volume.',
    ko: '키를 추가하거나 볼륨의 `items` 항목을 고칩니다.',
  },
  'secret-key-missing': {
    en: 'Add the key, or correct `items` of the volume.',
    ko: '키를 추가하거나 볼륨의 `items` 항목을 고칩니다.',
  },
  'host-path': {
    en: 'Make what the volume expects exist on every node that the pod may go to, or correct `hostPath.path` and `hostPath.type` (`DirectoryOrCreate` makes a folder).',
    ko: '파드가 갈 수 있는 모든 노드에 그 경로를 준비하거나 `hostPath.path`, `hostPath.type` 값을 고칩니다(`DirectoryOrCreate` 값이면 디렉터리가 만들어집니다).',
  },
  'path-missing': {
    en: 'Create the path where the volume says it is, or correct it in the volume.',
    ko: '볼륨이 가리키는 곳에 경로를 만들거나 볼륨의 경로를 고칩니다.',
  },
  'driver-missing': {
    en: "Install the driver, or let its node plugin run on that node (tolerations, node selector); then the pod's volume is mounted by itself.",
    ko: '드라이버를 설치하거나 노드 플러그인이 그 노드에서 실행되게 합니다(톨러레이션, 노드 셀렉터). 그러면 볼륨이 저절로 마운트됩니다.',
  },
  'helper-missing': {
    en: 'Install the package on every node, or run the pod only on nodes that have it.',
    ko: '모든 노드에 패키지를 설치하거나 설치된 노드에서만 파드를 실행합니다.',
  },
  'server-refused': {
    en: "Allow the nodes' addresses in the server's export list; correct the path.",
    ko: '서버의 export 목록에 노드 주소를 허용하고 경로를 바로잡습니다.',
  },
  'server-unreachable': {
    en: 'Correct the server in the volume. The node mounts it, not the pod: names of Services do not resolve there, and its firewall counts.',
    ko: '볼륨의 서버 주소를 고칩니다. 마운트는 파드가 아니라 노드가 하므로 서비스 이름은 해석되지 않고 노드의 방화벽이 적용됩니다.',
  },
  'file-system': {
    en: 'Check `fsType`; check and repair the file system only with the volume detached and a backup at hand.',
    ko: '`fsType` 값을 확인합니다. 파일 시스템 점검과 복구는 볼륨을 분리하고 백업을 둔 뒤에만 합니다.',
  },
  'claim-missing': {
    en: 'Create the claim, or correct its name in the pod template.',
    ko: '클레임을 만들거나 파드 템플릿의 클레임 이름을 고칩니다.',
  },
  'account-missing': {
    en: 'Create the service account, or correct `serviceAccountName`.',
    ko: '서비스어카운트를 만들거나 `serviceAccountName` 값을 고칩니다.',
  },
  'node-full': {
    en: 'Let the pod go to another node: delete it so that it is scheduled anew, or add nodes.',
    ko: '파드가 다른 노드로 가게 합니다. 파드를 지워 다시 스케줄링하거나 노드를 늘립니다.',
  },
  'not-yet': {
    en: 'If it lasts, see whether the kubelet reaches the API server (its log names the error).',
    ko: '계속되면 kubelet이 API 서버에 연결되는지 확인합니다. kubelet 로그에 오류가 있습니다.',
  },
};

const general: Text = {
  en: 'Mend what the message names; the kubelet tries again by itself, at most two minutes later.',
  ko: '메시지가 가리키는 문제를 해결합니다. kubelet이 길어도 2분 안에 스스로 다시 시도합니다.',
};

/** What to change. */
export function mountRemedy(problem: MountProblem): Text {
  return byProblem[problem] ?? general;
}
