import { containerd, kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const image = String.raw`(?<image>[\w.:@/-]{1,300})`;
const re = (parts: TemplateStringsArray, ...values: readonly string[]) => new RegExp(String.raw(parts, ...values), 'i');
const byHand = ['Pull it by hand on the node: `crictl pull IMAGE`.', '노드에서 직접 받아 봅니다: `crictl pull IMAGE`.'] as const;
/** What stands in front of the registry's answer. */
const pulling = `(?:failed to pull|failed to resolve|pulling image|pull image|failed to copy|pulling from host|image pull|ErrImagePull|Error response from daemon).{0,400}`;

/** Why an image does not come: words of the registry, of containerd and of the kubelet. */
export const imageTexts: OwnedTexts = {
  'container/image-rate-limited': [
    textSignature({
      id: 'image-rate-limited',
      patterns: [/toomanyrequests|You have reached your (?:unauthenticated )?pull rate limit/i, re`${pulling}429 Too Many Requests`],
      en: 'The registry serves no more pulls for now: its rate limit is reached.',
      ko: '레지스트리의 풀 횟수 제한에 걸려 지금은 이미지를 받을 수 없습니다.',
      look: [
        'See how many pods are held up: all nodes behind one address share the limit.',
        '막힌 파드가 얼마나 되는지 확인합니다. 같은 주소 뒤의 모든 노드가 한도를 나누어 씁니다.',
      ],
      fix: [
        'Pull with a login (`imagePullSecrets`), or through a mirror or cache of your own.',
        '로그인(`imagePullSecrets`)해서 받거나 자체 미러나 캐시를 씁니다.',
      ],
      link: 'https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes',
    }),
  ],
  'container/image-platform-mismatch': [
    textSignature({
      id: 'image-platform-mismatch',
      patterns: [
        /no match(?:ing manifest)? for (?:platform in manifest|(?<platform>\w{1,20}\/[\w/]{1,30}))|does not match the specified platform|no matching manifest/i,
      ],
      en: 'The registry has the image, but not for the platform[ ({platform})] of the node.',
      ko: '레지스트리에 이미지가 있지만 노드의 플랫폼[({platform})]용은 없습니다.',
      look: [
        'See which platforms there are: `docker manifest inspect IMAGE`; and the nodes: `kubectl get nodes -L kubernetes.io/os,kubernetes.io/arch`.',
        '어떤 플랫폼용이 있는지(`docker manifest inspect IMAGE`)와 노드의 플랫폼(`kubectl get nodes -L kubernetes.io/os,kubernetes.io/arch`)을 확인합니다.',
      ],
      fix: [
        'Build it for that platform, or send the pod to nodes that suit (`nodeSelector`).',
        '그 플랫폼용으로 빌드하거나 맞는 노드로 파드를 보냅니다(`nodeSelector`).',
      ],
      link: `${containerd}/core/images/image.go`,
    }),
  ],
  'container/image-registry-unreachable': [
    textSignature({
      id: 'registry-plain-http',
      patterns: [/server gave HTTP response to HTTPS client/],
      en: 'The registry speaks plain HTTP, and the node wants HTTPS.',
      ko: '노드는 HTTPS를 쓰는데 레지스트리는 HTTP로 응답합니다.',
      look: byHand,
      fix: [
        'Give the registry a certificate, or tell the runtime that it speaks HTTP (containerd: `hosts.toml` below `/etc/containerd/certs.d`).',
        '레지스트리에 인증서를 두거나, HTTP를 쓴다고 런타임에 알립니다(containerd: `/etc/containerd/certs.d` 아래 `hosts.toml`).',
      ],
      link: 'https://github.com/golang/go/blob/go1.24.0/src/net/http/client.go',
    }),
    textSignature({
      id: 'registry-certificate',
      patterns: [re`${pulling}x509: (?<why>[^"\n]{1,160})`],
      en: 'The node does not trust the certificate of the registry: {why}.',
      ko: '노드가 레지스트리의 인증서를 신뢰하지 않습니다: {why}',
      look: byHand,
      fix: [
        "Give the runtime the registry's CA (containerd: `/etc/containerd/certs.d/HOST/hosts.toml`), or renew the certificate.",
        '런타임에 레지스트리의 CA를 등록하거나(containerd: `/etc/containerd/certs.d/HOST/hosts.toml`) 인증서를 갱신합니다.',
      ],
      link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/x509/verify.go',
    }),
    textSignature({
      id: 'registry-unreachable',
      patterns: [
        re`(?:Head|Get) "?https?://(?<host>[\w.:-]{1,253})/v2/[^\n]{0,300}(?:no such host|i/o timeout|connection refused|no route to host|TLS handshake timeout|deadline exceeded|Client\.Timeout|: EOF|50[0234])`,
        re`${pulling}(?:no such host|i/o timeout|dial tcp|TLS handshake timeout|50[0234] )`,
        /RegistryUnavailable/,
      ],
      en: 'The node cannot reach the registry[ {host}].',
      ko: '노드가 레지스트리[ {host} 주소]에 닿지 못합니다.',
      look: [
        'From the node: `curl -v https://HOST/v2/` should answer 200 or 401; the DNS of the node counts, not that of pods.',
        '노드에서 `curl -v https://HOST/v2/` 명령이 200이나 401로 응답해야 합니다. 파드가 아니라 노드의 DNS가 쓰입니다.',
      ],
      fix: [
        'Correct the name of the registry, the DNS of the node, the firewall, or the proxy of the container runtime.',
        '레지스트리 이름, 노드의 DNS, 방화벽, 컨테이너 런타임의 프록시 설정을 바로잡습니다.',
      ],
      link: `${containerd}/core/remotes/docker/resolver.go`,
    }),
  ],
  'container/image-pull-unauthorized': [
    textSignature({
      id: 'image-pull-unauthorized',
      patterns: [
        re`pull access denied for ${image}`,
        re`${pulling}(?:\b40[13]\b|unauthorized|authentication required|no basic auth credentials|insufficient_scope|authorization failed|denied)`,
        /Unable to retrieve some image pull secrets \((?<secrets>[^)]{1,200})\)/,
      ],
      en: 'The registry refuses the image[ {image}]: no login, a wrong or expired one, or one without the right[ (pull secret {secrets} is missing)].',
      ko: '레지스트리가 [{image} ]이미지를 내주지 않습니다. 로그인 정보가 없거나 틀렸거나 만료되었거나 권한이 없습니다[ (이미지 풀 시크릿 {secrets} 없음)].',
      look: [
        'See which pull secrets the pod and its service account name: `kubectl get pod POD -o jsonpath={.spec.imagePullSecrets}`.',
        '파드와 서비스어카운트가 어떤 이미지 풀 시크릿을 지정하는지 확인합니다: `kubectl get pod POD -o jsonpath={.spec.imagePullSecrets}`.',
      ],
      fix: [
        'Create the secret with `kubectl create secret docker-registry` and name it in `imagePullSecrets`; for a public image check its name.',
        '`kubectl create secret docker-registry` 명령으로 시크릿을 만들어 `imagePullSecrets` 항목에 적습니다. 공개 이미지라면 이름을 확인합니다.',
      ],
      link: `${containerd}/core/remotes/docker/authorizer.go`,
    }),
  ],
  'container/image-not-found': [
    textSignature({
      id: 'image-not-found',
      patterns: [
        re`manifest for ${image} not found`,
        re`${pulling}?${image}: not found`,
        re`${pulling}(?:not found|manifest unknown|name unknown|404)`,
        /manifest unknown|repository does not exist/i,
      ],
      en: 'The image[ {image}] does not exist in the registry: its name or tag is wrong, or it was never pushed.',
      ko: '[{image} ]이미지가 레지스트리에 없습니다. 이름이나 태그가 틀렸거나 푸시되지 않았습니다.',
      look: byHand,
      fix: ['Correct the name or tag in the template, or push the image.', '템플릿의 이름이나 태그를 고치거나 이미지를 푸시합니다.'],
      link: `${containerd}/core/remotes/docker/resolver.go`,
    }),
  ],
  'container/image-name-invalid': [
    textSignature({
      id: 'image-name-invalid',
      patterns: [/InvalidImageName|invalid reference format|couldn't parse image (?:name|reference)(?: "(?<image>[^"]{1,200})")?/],
      en: 'The name of the image[ ({image})] is not valid: capital letters, a blank, `https://`, two tags, or an empty variable of a template.',
      ko: '이미지 이름[({image})]이 올바르지 않습니다. 대문자, 공백, `https://`, 태그 두 개, 채워지지 않은 템플릿 변수가 있는지 봅니다.',
      look: ['Look at the image as the pod has it.', '파드에 적힌 이미지를 확인합니다.'],
      fix: ['Write it as `registry/repository:tag`.', '`registry/repository:tag` 형식으로 적습니다.'],
      link: `${kubernetes}/pkg/kubelet/images/image_manager.go`,
    }),
  ],
  'container/image-never-pull': [
    textSignature({
      id: 'image-never-pull',
      patterns: [/ErrImageNeverPull|is not present with pull policy of Never/],
      en: 'The node does not have the image, and `imagePullPolicy: Never` forbids to pull it.',
      ko: '노드에 이미지가 없는데 `imagePullPolicy: Never` 설정 때문에 받을 수 없습니다.',
      look: ['On the node: `crictl images`.', '노드에서 `crictl images` 명령으로 확인합니다.'],
      fix: ['Use `IfNotPresent`, or load the image on every node.', '`IfNotPresent` 설정을 쓰거나 모든 노드에 이미지를 넣습니다.'],
      link: `${kubernetes}/pkg/kubelet/images/image_manager.go`,
    }),
  ],
  'container/image-pull-failed': [
    textSignature({
      id: 'image-not-an-image',
      patterns: [/unexpected media type text\/html|invalid character '<' looking for beginning of value/],
      en: 'What answers as the registry sends a web page (a login or a proxy) instead of an image.',
      ko: '레지스트리 주소에서 이미지가 아니라 웹 페이지(로그인이나 프록시)가 왔습니다.',
      look: byHand,
      fix: [
        'Correct the address of the registry, or the proxy of the container runtime.',
        '레지스트리 주소나 컨테이너 런타임의 프록시 설정을 바로잡습니다.',
      ],
      link: `${containerd}/core/images/handlers.go`,
    }),
    textSignature({
      id: 'image-no-space',
      patterns: [/(?:failed to extract layer|failed to (?:pull|unpack)|write \/var\/lib\/(?:containerd|docker)).{0,400}no space left on device/],
      en: 'The node has no disk space left to unpack an image.',
      ko: '노드에 이미지를 풀 디스크 공간이 없습니다.',
      look: [
        'On the node: `df -h /var/lib/containerd`, `crictl images`.',
        '노드에서 `df -h /var/lib/containerd`, `crictl images` 명령으로 확인합니다.',
      ],
      fix: [
        'Remove images that nothing uses (`crictl rmi --prune`), or enlarge the disk.',
        '쓰지 않는 이미지를 지우거나(`crictl rmi --prune`) 디스크를 늘립니다.',
      ],
      link: `${containerd}/core/unpack/unpacker.go`,
    }),
    textSignature({
      id: 'image-pull-back-off',
      patterns: [/(?<state>ImagePullBackOff|ErrImagePull|ErrImgPull)|Back-off pulling image "(?<image>[^"]{1,300})"|Failed to pull image/],
      en: 'An image[ {image}] cannot be pulled[ ({state})]; the kubelet tries again at growing intervals.',
      ko: '[{image} ]이미지를 받지 못합니다[ ({state})]. kubelet이 간격을 늘려 가며 다시 시도합니다.',
      look: [
        'Read the event `Failed`, which has the words of the registry: `kubectl describe pod`.',
        '레지스트리의 메시지가 담긴 `Failed` 이벤트를 확인합니다: `kubectl describe pod`.',
      ],
      fix: [
        'Is the name right? Was it pushed? Does it come by hand (`crictl pull`)? May the node have it?',
        '이름이 맞는지, 푸시되었는지, 직접 받아지는지(`crictl pull`), 노드에 권한이 있는지 차례로 확인합니다.',
      ],
      link: `${kubernetes}/pkg/kubelet/images/image_manager.go`,
      symptom: true,
    }),
  ],
};
