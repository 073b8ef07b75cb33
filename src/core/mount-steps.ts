import type { MountProblem } from './mount-failure.ts';
import { namespaceFlag, type Ref } from './ref.ts';
import type { Step } from './rule.ts';
import { sh } from './shell.ts';
import { look } from './steps.ts';

/** What a person looks at next, by what is wrong with the volume. `source`: the ConfigMap or Secret that it is made of. */
export function mountLook(
  problem: MountProblem,
  what: string | null,
  source: string | null,
  claim: string | null,
  node: string | null,
  pod: Ref,
): Step[] {
  const flag = namespaceFlag(pod);
  switch (problem) {
    case 'config-map-missing':
      return [look('See which ConfigMaps there are.', '어떤 컨피그맵이 있는지 확인합니다.', `kubectl get configmaps${flag}`)];
    case 'secret-missing':
      return [look('See which Secrets there are.', '어떤 시크릿이 있는지 확인합니다.', `kubectl get secrets${flag}`)];
    case 'config-key-missing':
    case 'secret-key-missing':
      return source
        ? [
            look(
              'See which keys it has.',
              '어떤 키가 있는지 확인합니다.',
              `${sh`kubectl describe ${problem === 'config-key-missing' ? 'configmap' : 'secret'} ${source}`}${flag}`,
            ),
          ]
        : [];
    case 'host-path':
    case 'path-missing':
      return what
        ? [look(`On node \`${node ?? '?'}\`: see what is there.`, `\`${node ?? '?'}\` 노드에서 무엇이 있는지 확인합니다.`, sh`ls -ld ${what}`)]
        : [];
    case 'driver-missing':
      return node ? [driversOf(node), podsOf(node)] : [];
    case 'claim-missing':
    case 'claim-unbound':
    case 'claim-deleting':
      return [look('See the claims of the namespace.', '네임스페이스의 클레임을 확인합니다.', `kubectl get pvc${flag}`)];
    case 'account-missing':
      return [look('See which service accounts there are.', '어떤 서비스어카운트가 있는지 확인합니다.', `kubectl get serviceaccounts${flag}`)];
    case 'waiting':
    case 'node-full':
      return [
        ...(claim ? [look('See the claim and its events.', '클레임과 이벤트를 확인합니다.', `${sh`kubectl describe pvc ${claim}`}${flag}`)] : []),
        look('See which volumes are attached to which node.', '어떤 볼륨이 어느 노드에 연결되어 있는지 확인합니다.', 'kubectl get volumeattachments'),
      ];
    default:
      return [
        look(
          `On node \`${node ?? '?'}\`: read what the kubelet and the kernel say.`,
          `\`${node ?? '?'}\` 노드에서 kubelet과 커널의 로그를 확인합니다.`,
          "journalctl -u kubelet --since '-15min' --no-pager; dmesg | tail -n 30",
        ),
      ];
  }
}

function driversOf(node: string): Step {
  return look(
    'See which CSI drivers the node has registered.',
    '노드에 등록된 CSI 드라이버를 확인합니다.',
    sh`kubectl get csinode ${node} -o ${'jsonpath={.spec.drivers[*].name}'}`,
  );
}

function podsOf(node: string): Step {
  return look(
    "Does the driver's node plugin (a DaemonSet) have a pod on that node, and is it well?",
    '그 노드에 드라이버의 노드 플러그인(데몬셋) 파드가 있고 정상인지 확인합니다.',
    sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`,
  );
}
