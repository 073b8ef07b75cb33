import { claimClass, classOf, isPending, isProvisioned, waitsForPod } from '../../core/claim-fit.ts';
import { failingParts } from '../../core/failing-parts.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { duration } from '../../core/words/time-words.ts';

/**
 * The controller has handed the claim to an external provisioner (it writes the annotation), and nobody has taken it up: the driver is not installed,
 * its controller pod does not run, or the name in the class is wrong. What a provisioner that did take it up says is pvc/provisioning-failed's.
 * `ExternalProvisioning`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/volume/persistentvolume/pv_controller.go (provisionClaimOperationExternal)
 */
export default defineRule({
  id: 'pvc/provisioner-missing',
  coverage: ['pvc/provisioner-missing'],
  on: ['persistentvolumeclaim'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#provisioner',
  needs: ['storageClasses', 'events'],
  wants: ['provisionerPods'],
  applies: (claim) => isPending(claim) && Boolean(provisionerOf(claim.metadata?.annotations)),
  check: ({ subject, ref, storageClasses, events, provisionerPods, now }) => {
    if (!isProvisioned(subject, storageClasses) || waitsForPod(subject, storageClasses)) return [];
    const since = now.getTime() - Date.parse(subject.metadata?.creationTimestamp ?? '');
    const taken = events.some(({ reason, component }) => /^Provisioning/.test(reason) && component !== 'persistentvolume-controller');
    if (taken || since < 60_000) return [];
    const handed = events.findLast(({ reason }) => reason === 'ExternalProvisioning');
    const provisioner = provisionerOf(subject.metadata?.annotations) ?? '';
    const failing = failingParts(provisionerPods ?? [], now);
    return [
      {
        facts: {
          provisioner,
          class: classOf(subject, storageClasses)?.metadata?.name ?? claimClass(subject) ?? '',
          seconds: Math.round(since / 1000),
          pods: provisionerPods ? provisionerPods.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`).slice(0, 5) : null,
          failing: failing.length > 0,
        },
        proof: [
          { ref, path: 'metadata.annotations[volume.kubernetes.io/storage-provisioner]', value: provisioner },
          ...(handed ? [{ ref, path: `event ExternalProvisioning (${handed.component})`, value: handed.message, at: handed.lastAt }] : []),
        ],
        leads: failing.map(({ ref: to }) => ({ to })),
      },
    ];
  },
  says: {
    en: ({ provisioner, class: name, seconds, pods, failing }, subject) => {
      const who = !pods
        ? ''
        : pods.length === 0
          ? ' No pod in the cluster looks like a storage provisioner.'
          : failing
            ? ' A storage provisioner of the cluster does not run.'
            : ` The storage provisioners that run are ${pods.map((pod) => `\`${pod}\``).join(', ')}.`;
      return `Claim \`${subject.name}\` has waited for ${duration(seconds, 'en')} for the provisioner \`${provisioner}\` (class \`${name}\`), which does not answer.${who}`;
    },
    ko: ({ provisioner, class: name, seconds, pods, failing }, subject) => {
      const who = !pods
        ? ''
        : pods.length === 0
          ? ' 클러스터에 스토리지 프로비저너로 보이는 파드가 없습니다.'
          : failing
            ? ' 클러스터의 스토리지 프로비저너가 실행되지 않고 있습니다.'
            : ` 실행 중인 스토리지 프로비저너: ${pods.map((pod) => `\`${pod}\``).join(', ')}.`;
      return `\`${subject.name}\` 퍼시스턴트볼륨클레임이 ${duration(seconds, 'ko')}째 \`${provisioner}\` 프로비저너(\`${name}\` 스토리지클래스)를 기다리는데 응답이 없습니다.${who}`;
    },
  },
  steps: ({ provisioner, class: name }, subject) => [
    {
      kind: 'look',
      text: { en: 'See which storage drivers are installed, and compare the name.', ko: '설치된 스토리지 드라이버와 이름을 비교합니다.' },
      command: 'kubectl get csidrivers,storageclasses',
    },
    {
      kind: 'look',
      text: {
        en: "Look at the driver's controller: is it running, and what does its log say?",
        ko: '드라이버의 컨트롤러가 실행 중인지, 로그에 무엇이 있는지 확인합니다.',
      },
      command: 'kubectl get pods -A | grep -iE "csi|provisioner"',
    },
    {
      kind: 'change',
      text: {
        en: `Install or repair the driver \`${provisioner}\`, or use another class: delete the claim (it holds no data yet) and create it with that class instead of \`${name}\`.`,
        ko: `\`${provisioner}\` 드라이버를 설치하거나 고칩니다. 다른 클래스를 쓰려면 클레임을 지우고(아직 데이터가 없습니다) \`${name}\` 대신 그 클래스로 다시 만듭니다.`,
      },
      command: `${sh`kubectl delete pvc ${subject.name}`}${namespaceFlag(subject)}`,
      undo: { en: 'Create the claim again as it was.', ko: '클레임을 원래대로 다시 만듭니다.' },
    },
  ],
});

function provisionerOf(annotations: Readonly<Record<string, string>> = {}): string | undefined {
  return annotations['volume.kubernetes.io/storage-provisioner'] ?? annotations['volume.beta.kubernetes.io/storage-provisioner'];
}
