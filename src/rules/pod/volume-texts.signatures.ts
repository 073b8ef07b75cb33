import { containerd, kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const describe = [
  'Read the events of pod and claim: `kubectl describe pod`, `kubectl describe pvc`.',
  '파드와 클레임의 이벤트를 확인합니다: `kubectl describe pod`, `kubectl describe pvc`.',
] as const;
const controller = `${kubernetes}/pkg/controller/volume/persistentvolume/pv_controller.go`;

/** Volumes, claims and sandboxes: words of the kubelet, of controllers and of mount programs. */
export const volumeTexts: OwnedTexts = {
  'pod/volume-mount-failed': [
    textSignature({
      id: 'mount-nfs',
      patterns: [
        /mount\.nfs4?: (?<why>[^\n"]{1,160})/,
        /(?<why>bad option; for several filesystems \(e\.g\. nfs, cifs\) you might need a \/sbin\/mount\.\w{1,10} helper program)/,
      ],
      en: 'An NFS volume cannot be mounted: {why}.',
      ko: 'NFS 볼륨을 마운트하지 못합니다: {why}',
      look: [
        'From the node: `showmount -e SERVER`; is `nfs-common` (`nfs-utils`) installed?',
        '노드에서 `showmount -e SERVER` 명령을 실행하고 `nfs-common`(`nfs-utils`) 패키지가 있는지 확인합니다.',
      ],
      fix: [
        'Install the helper on the nodes, correct server and path, or let the export allow the nodes.',
        '노드에 도우미 프로그램을 설치하거나, 서버와 경로를 바로잡거나, 노드의 접근을 허용합니다.',
      ],
      link: 'https://man7.org/linux/man-pages/man8/mount.nfs.8.html',
    }),
    textSignature({
      id: 'mount-host-path',
      patterns: [/hostPath type check failed: (?<path>\S{1,200}) is not (?:a|an) (?<type>[\w ]{1,30})/],
      en: '{path} on the node is not a {type}, as the `hostPath` volume demands.',
      ko: '노드의 {path} 경로가 `hostPath` 볼륨이 요구하는 {type} 유형이 아닙니다.',
      look: ['Look on the node of the pod: `ls -ld PATH`.', '파드가 있는 노드에서 확인합니다: `ls -ld PATH`.'],
      fix: [
        'Correct the path, create it on the node, or use `DirectoryOrCreate`.',
        '경로를 바로잡거나 노드에 만들거나 `DirectoryOrCreate` 유형을 씁니다.',
      ],
      link: `${kubernetes}/pkg/volume/hostpath/host_path.go`,
    }),
    textSignature({
      id: 'mount-wrong-filesystem',
      patterns: [/wrong fs type, bad option, bad superblock|(?<what>can't read superblock|Structure needs cleaning|'fsck' found errors on device)/],
      en: 'The volume cannot be mounted: its file system is damaged or of another type[ ({what})].',
      ko: '볼륨을 마운트하지 못합니다. 파일 시스템이 손상되었거나 유형이 다릅니다[ ({what})].',
      look: describe,
      fix: [
        'Detach it and run `fsck` (after a snapshot), or correct `fsType`.',
        '스냅샷을 만든 뒤 볼륨을 분리해 `fsck` 명령을 실행하거나 `fsType` 값을 바로잡습니다.',
      ],
      link: `${kubernetes}/staging/src/k8s.io/mount-utils/mount_linux.go`,
    }),
    textSignature({
      id: 'csi-driver-missing',
      patterns: [/driver name (?<driver>[\w./-]{1,253}) not found in the list of registered CSI drivers/],
      en: 'The CSI driver {driver} does not run on the node.',
      ko: '{driver} CSI 드라이버가 노드에서 실행되지 않습니다.',
      look: [
        'See its DaemonSet and `kubectl get csinodes -o wide`; taints may keep it off.',
        '드라이버의 데몬셋과 `kubectl get csinodes -o wide` 출력을 확인합니다. 테인트 때문에 못 올라갈 수 있습니다.',
      ],
      fix: ['Install the driver, or let its node pods run on that node.', '드라이버를 설치하거나 그 노드에서 실행되게 합니다.'],
      link: `${kubernetes}/pkg/volume/csi/csi_client.go`,
    }),
    textSignature({
      id: 'volume-mount-failed',
      patterns: [
        /MountVolume\.(?:SetUp|MountDevice|NodeExpandVolume) failed for volume "(?<volume>[\w.-]{1,253})"/,
        /Unable to attach or mount volumes: unmounted volumes=\[(?<volume>[^\]]{1,200})\]/,
      ],
      en: 'Volume {volume} cannot be mounted, so the pod does not start.',
      ko: '{volume} 볼륨을 마운트하지 못해 파드가 시작되지 않습니다.',
      look: describe,
      fix: [
        'Remove what the rest of the message names; a time-out alone often means that it is not attached yet.',
        '메시지의 나머지가 가리키는 원인을 없앱니다. 시간 초과뿐이라면 아직 연결되지 않은 경우가 많습니다.',
      ],
      link: `${kubernetes}/pkg/volume/util/operationexecutor/operation_generator.go`,
      symptom: true,
    }),
  ],
  'pod/volume-attach-failed': [
    textSignature({
      id: 'multi-attach',
      patterns: [/Multi-Attach error for volume "(?<volume>[^"]{1,253})"/, /Multi-Attach error|volume is already (?:exclusively )?attached/i],
      en: 'Volume[ {volume}] a pod needs is still attached to another node and allows one node only.',
      ko: '파드에 필요한 볼륨[({volume})]이 아직 다른 노드에 연결되어 있고 한 노드에서만 쓸 수 있습니다.',
      look: [
        'See who uses it: `kubectl get volumeattachments`; is the other node down?',
        '누가 쓰는지 확인합니다: `kubectl get volumeattachments`. 다른 노드가 꺼졌는지도 봅니다.',
      ],
      fix: [
        'Let the old pod end (strategy `Recreate`); for a dead node put the taint `node.kubernetes.io/out-of-service` on it.',
        '이전 파드를 끝냅니다(`Recreate` 전략). 노드가 죽었다면 `node.kubernetes.io/out-of-service` 테인트를 붙입니다.',
      ],
      link: `${kubernetes}/pkg/controller/volume/attachdetach/reconciler/reconciler.go`,
    }),
    textSignature({
      id: 'attach-failed',
      patterns: [/AttachVolume\.Attach failed for volume "(?<volume>[^"]{1,253})"|FailedAttachVolume/],
      en: 'Volume[ {volume}] cannot be attached to the node of its pod.',
      ko: '볼륨[({volume})]을 파드의 노드에 연결하지 못합니다.',
      look: describe,
      fix: [
        'Read what the driver answers; limits of volumes per node and zones are common reasons.',
        '드라이버의 응답을 확인합니다. 노드당 볼륨 수 제한과 영역이 흔한 원인입니다.',
      ],
      link: `${kubernetes}/pkg/volume/util/operationexecutor/operation_generator.go`,
    }),
  ],
  'pvc/class-missing': [
    textSignature({
      id: 'storage-class-missing',
      patterns: [/storageclass(?:es)?\.storage\.k8s\.io "(?<storageClass>[\w.-]{1,253})" not found/],
      en: 'StorageClass {storageClass} does not exist, so nobody makes a volume for the claim.',
      ko: '{storageClass} 스토리지클래스가 없어 클레임에 볼륨이 만들어지지 않습니다.',
      look: ['`kubectl get storageclasses`.', '`kubectl get storageclasses` 출력을 확인합니다.'],
      fix: ['Create the class, or make the claim anew with one that exists.', '스토리지클래스를 만들거나, 있는 것으로 클레임을 다시 만듭니다.'],
      link: controller,
    }),
  ],
  'pvc/no-default-class': [
    textSignature({
      id: 'claim-without-class',
      patterns: [/no persistent volumes available for this claim and no storage class is set/],
      en: 'The claim names no StorageClass, there is no default one, and no free volume fits.',
      ko: '클레임에 스토리지클래스가 없고 기본 스토리지클래스도 없으며 맞는 빈 볼륨도 없습니다.',
      look: ['`kubectl get storageclasses,pv`.', '`kubectl get storageclasses,pv` 출력을 확인합니다.'],
      fix: [
        'Name a class, mark one as default, or create a volume that fits.',
        '스토리지클래스를 지정하거나 기본값으로 표시하거나 맞는 볼륨을 만듭니다.',
      ],
      link: controller,
    }),
  ],
  'pvc/provisioner-missing': [
    textSignature({
      id: 'provisioner-silent',
      patterns: [/[Ww]aiting for a volume to be created,? either by (?:the )?external provisioner '?"?(?<provisioner>[\w./-]{1,253})/],
      en: 'The claim waits for provisioner {provisioner} to make a volume. If that lasts, the provisioner does not run.',
      ko: '클레임이 {provisioner} 프로비저너가 볼륨을 만들기를 기다립니다. 오래 걸리면 프로비저너가 실행되지 않는 것입니다.',
      look: ['See its pods and their logs.', '프로비저너 파드와 로그를 확인합니다.'],
      fix: ['Install or repair the provisioner.', '프로비저너를 설치하거나 고칩니다.'],
      link: controller,
    }),
  ],
  'pvc/provisioning-failed': [
    textSignature({
      id: 'provisioning-failed',
      patterns: [/ProvisioningFailed|failed to provision volume with StorageClass "(?<storageClass>[^"]{1,253})"(?:: (?<why>[^\n]{1,160}))?/],
      en: 'No volume could be made for the claim[ (class {storageClass})][: {why}].',
      ko: '클레임의 볼륨을 만들지 못했습니다[ ({storageClass} 스토리지클래스)][: {why}].',
      look: describe,
      fix: [
        'Correct what the provisioner names: quota, rights, parameters, zone.',
        '쿼터, 권한, 매개변수, 영역 등 프로비저너가 가리키는 것을 바로잡습니다.',
      ],
      link: controller,
    }),
  ],
  'pod/sandbox-failed': [
    textSignature({
      id: 'pause-image-missing',
      patterns: [/failed to (?:get|pull) sandbox image "?(?<image>[\w.:@/-]{1,200})/],
      en: 'The node cannot get the pause image {image}, without which no pod starts there.',
      ko: '노드가 {image} pause 이미지를 받지 못합니다. 이 이미지가 없으면 그 노드에서 파드가 시작되지 않습니다.',
      look: ['On the node: `crictl pull IMAGE`.', '노드에서 `crictl pull IMAGE` 명령으로 받아 봅니다.'],
      fix: [
        'Open the way to that registry, or name a pause image of your own (containerd: `sandbox_image`, from 2.0 `pinned_images.sandbox`).',
        '그 레지스트리로 가는 길을 열거나 자체 pause 이미지를 지정합니다(containerd: `sandbox_image`, 2.0부터 `pinned_images.sandbox`).',
      ],
      link: `${containerd}/internal/cri/server/podsandbox/sandbox_run.go`,
    }),
    textSignature({
      id: 'sandbox-failed',
      patterns: [
        /FailedCreatePodSandBox|[Ff]ailed to (?:create|setup network for) (?:pod )?sandbox|failed to reserve sandbox name|CreatePodSandbox for pod failed/,
      ],
      en: 'The node cannot make the sandbox (network and pause container) of a pod, so it stays in `ContainerCreating`.',
      ko: '노드가 파드의 샌드박스(네트워크와 pause 컨테이너)를 만들지 못해 `ContainerCreating` 상태에 머뭅니다.',
      look: [
        'Read the end of the message: mostly the network plugin says why.',
        '메시지의 끝을 확인합니다. 대개 네트워크 플러그인이 이유를 말합니다.',
      ],
      fix: ['Repair the network plugin or the runtime of that node.', '그 노드의 네트워크 플러그인이나 런타임을 고칩니다.'],
      link: `${kubernetes}/pkg/kubelet/kuberuntime/kuberuntime_sandbox.go`,
      symptom: true,
    }),
  ],
  'pvc/lost': [
    textSignature({
      id: 'claim-lost',
      patterns: [/Bound claim has lost (?:reference to PersistentVolume|its PersistentVolume)|ClaimLost/],
      en: 'The volume of the claim was deleted: its data are gone, or in a volume that must be bound by hand.',
      ko: '클레임의 볼륨이 삭제되었습니다. 데이터가 사라졌거나 직접 바인딩해야 하는 볼륨에 있습니다.',
      look: ['`kubectl get pv`; does the storage still have the volume?', '`kubectl get pv` 출력과, 스토리지에 볼륨이 남아 있는지 확인합니다.'],
      fix: [
        'Make a PersistentVolume for the old storage again, or restore a backup.',
        '이전 스토리지로 퍼시스턴트볼륨을 다시 만들거나 백업을 복원합니다.',
      ],
      link: controller,
    }),
  ],
};
