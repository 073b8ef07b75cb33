import type { LogSignature } from '../../core/log-signature.ts';

const quoted = (value: string | undefined) => (value ? ` \`${value}\`` : '');

/** Variables, flags, configuration files, and rights to call others. */
export const configurationSignatures: readonly LogSignature[] = [
  {
    id: 'service-link-variable',
    patterns: [
      /parsing "(?<value>tcp:\/\/[\d.]{7,15}:\d{1,5})"/,
      /invalid literal for int\(\) with base 10: '(?<value>tcp:\/\/[^']{1,40})'/,
      /For input string: "(?<value>tcp:\/\/[^"]{1,40})"/,
      /[Ii]nvalid port\b.{0,40}(?<value>tcp:\/\/[\d.]{7,15}:\d{1,5})/,
    ],
    says: {
      en: (who, { value }) => `${who} reads a variable that Kubernetes made for a Service (\`${value}\`) as if it were its own setting.`,
      ko: (who, { value }) => `${who}가 쿠버네티스가 서비스용으로 만든 변수(\`${value}\` 값)를 자기 설정으로 읽었습니다.`,
    },
    look: {
      en: 'A Service called `redis` gives every pod `REDIS_PORT=tcp://…`: find the variable of that form.',
      ko: '`redis` 서비스가 있으면 모든 파드에 `REDIS_PORT=tcp://…` 변수가 생깁니다. 이런 변수를 찾습니다.',
    },
    fix: {
      en: 'Set `enableServiceLinks: false` in the pod spec, or set the variable explicitly.',
      ko: '파드 스펙에 `enableServiceLinks: false` 설정을 넣거나 그 변수를 직접 정합니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/envvars/envvars.go',
  },
  {
    id: 'missing-variable',
    patterns: [
      /(?<variable>[A-Za-z_][A-Za-z0-9_]{1,80}): (?:parameter|\[redacted\]) (?:not set|null)/,
      /(?<variable>[A-Za-z_][A-Za-z0-9_]{1,80}): (?:unbound|\[redacted\]) variable/,
      /KeyError: ['"](?<variable>[A-Z][A-Z0-9_]{2,80})['"]/,
      /key not found: "(?<variable>[A-Z][A-Z0-9_]{2,80})"/,
      /required key (?<variable>[A-Z][A-Z0-9_]{1,80}) missing value/,
      /Could not resolve placeholder '(?<variable>[^']{1,80})'/,
      /[Mm]issing (?:required )?(?:environment|env)(?: variables?| vars?):? ?["'`]?(?<variable>[A-Z][A-Z0-9_]{1,80})/,
      /(?:environment|env) (?:variable|var) ["'`]?(?<variable>[A-Z][A-Z0-9_]{1,80})["'`]? (?:is |was |must be |not )?(?:not set|not found|required|missing|undefined|set|empty)/i,
      /["'`]?(?<variable>[A-Z][A-Z0-9]{1,40}_[A-Z0-9_]{1,60})["'`]? (?:environment variable )?(?:is not set|is not defined|is required|must be set|is missing|not set)/,
      /Set the (?<variable>[A-Z][A-Z0-9_]{1,80}) environment variable/,
      /superuser password is not specified|password option is not specified|environment variable not found/,
    ],
    says: {
      en: (who, { variable }) => `${who} lacks an environment variable that it needs${variable ? `: \`${variable}\`` : ''}.`,
      ko: (who, { variable }) => `${who}에 필요한 ${variable ? `\`${variable}\` ` : ''}환경 변수가 없습니다.`,
    },
    look: {
      en: 'Compare `env` and `envFrom` with the keys of the ConfigMaps and Secrets they name.',
      ko: '`env` 항목과 `envFrom` 항목을 그것이 가리키는 컨피그맵과 시크릿의 키와 비교합니다.',
    },
    fix: {
      en: 'Add the variable to the pod template, or the key to the ConfigMap or Secret.',
      ko: '파드 템플릿에 변수를 추가하거나 컨피그맵 또는 시크릿에 키를 추가합니다.',
    },
    link: 'https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_06_02',
  },
  {
    id: 'unknown-flag',
    patterns: [
      /unknown (?:shorthand )?(?:flag|option)s?: (?<flag>[^\s,]{1,80})/i,
      /flag provided but not defined: (?<flag>\S{1,80})/,
      /unrecognized (?:arguments?|options?):? ['"]?(?<flag>[^\s'"]{1,80})/i,
      /unexpected argument '(?<flag>[^']{1,80})'/,
      /invalid option(?: --)? '?(?<flag>[\w-]{1,40})/,
      /Unrecognized VM option '(?<flag>[^']{1,80})'/,
    ],
    says: {
      en: (who, { flag }) => `${who} is started with a flag that this version does not know:${quoted(flag)}.`,
      ko: (who, { flag }) => `${who}를 시작할 때 준 \`${flag}\` 플래그를 이 버전은 모릅니다.`,
    },
    look: {
      en: 'Compare `command` and `args` with the help of this image version.',
      ko: '`command` 값과 `args` 값을 이 이미지 버전의 도움말과 비교합니다.',
    },
    fix: { en: 'Correct the flag, or use the image version that has it.', ko: '플래그를 바로잡거나 그 플래그가 있는 이미지 버전을 씁니다.' },
    link: 'https://github.com/spf13/pflag/blob/v1.0.6/flag.go',
  },
  {
    id: 'config-unreadable',
    patterns: [
      /\[emerg\] .{0,160} in (?<file>\/[\w./-]{1,160}:\d{1,6})/,
      /(?:ya?ml|toml): (?:line (?<line>\d{1,6})|unmarshal errors|did not find|mapping values|found character)/i,
      /YAMLException|yaml\.(?:scanner|parser)\.\w{1,20}Error|ScannerError|converting YAML to JSON/,
      /Unexpected token .{1,60} in JSON|is not valid JSON|JSONDecodeError|Unexpected end of JSON input|invalid character .{1,12} (?:looking for|after)|JsonParseException|Unterminated string in JSON/,
      /(?:[Ff]ailed|[Uu]nable|[Cc]ould not|[Cc]annot|[Ee]rror) (?:to )?(?:pars|load|read|decod)\w{0,4} (?:the )?config\w{0,10}/,
      /Failed to bind properties under '(?<file>[^']{1,120})'|XML parsing error|toml\.decoder|Invalid configuration|[Cc]onfig(?:uration)? (?:validation )?error/,
    ],
    says: {
      en: (who, { file, line }) =>
        `${who} cannot read its configuration${file ? ` (\`${file}\`)` : ''}${line ? `, line ${line}` : ''}: it is malformed or has a wrong value.`,
      ko: (who, { file, line }) =>
        `${who}가 설정${file ? `(\`${file}\`)` : ''}${line ? ` ${line}번째 줄` : ''}을 읽지 못합니다. 형식이 잘못되었거나 값이 틀렸습니다.`,
    },
    look: {
      en: 'Read the line that the message names; see when the ConfigMap last changed.',
      ko: '메시지가 가리키는 줄을 읽고 컨피그맵이 마지막으로 바뀐 시각을 확인합니다.',
    },
    fix: { en: 'Correct the configuration, then restart the pods.', ko: '설정을 바로잡고 파드를 다시 시작합니다.' },
    link: 'https://github.com/go-yaml/yaml/blob/v3.0.1/yaml.go',
  },
  {
    id: 'kubernetes-api-forbidden',
    patterns: [
      /is forbidden: User "(?<user>[^"]{1,160})" cannot (?<verb>\w{1,20}) resource "(?<resource>[^"]{1,80})"(?: in API group "(?<group>[^"]{0,80})")?/,
      /User "(?<user>system:serviceaccount:[^"]{1,140})" cannot (?<verb>\w{1,20}) /,
    ],
    says: {
      en: (who, { user, verb, resource }) =>
        `${who} may not ${verb ? `\`${verb}\`` : 'do that'}${resource ? ` \`${resource}\`` : ''} in the Kubernetes API: \`${user}\` lacks the role.`,
      ko: (who, { user, verb, resource }) =>
        `${who}에 쿠버네티스 API의 ${resource ? `\`${resource}\` 리소스에 대한 ` : ''}${verb ? `\`${verb}\` ` : ''}권한이 없습니다. \`${user}\` 계정에 롤이 없습니다.`,
    },
    look: {
      en: 'See what the service account may do: `kubectl auth can-i --list --as=…`.',
      ko: '`kubectl auth can-i --list --as=…` 명령으로 서비스어카운트의 권한을 확인합니다.',
    },
    fix: {
      en: 'Bind a Role with that right to the service account, or use the right service account.',
      ko: '그 권한이 있는 롤을 서비스어카운트에 바인딩하거나 올바른 서비스어카운트를 씁니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go',
  },
  {
    id: 'service-account-token-absent',
    patterns: [/\/var\/run\/secrets\/kubernetes\.io\/serviceaccount\/(?<file>[\w.]{1,40})['"]?:? \(?[Nn]o such file or directory/],
    says: {
      en: (who, { file }) =>
        `${who} wants to talk to the Kubernetes API, but finds no ${file ? `\`${file}\`` : 'token'} of a service account: the pod does not mount one (\`automountServiceAccountToken: false\` on the pod or its service account).`,
      ko: (who, { file }) =>
        `${who}가 쿠버네티스 API를 쓰려고 하지만 서비스어카운트의 ${file ? `\`${file}\` ` : '토큰 '}파일이 없습니다. 파드가 토큰을 마운트하지 않습니다(파드나 서비스어카운트의 \`automountServiceAccountToken: false\`).`,
    },
    look: {
      en: 'See `automountServiceAccountToken` of the pod and of its service account.',
      ko: '파드와 서비스어카운트의 `automountServiceAccountToken` 값을 확인합니다.',
    },
    fix: {
      en: 'Set `automountServiceAccountToken: true` in the pod template if the program needs the API.',
      ko: '프로그램에 API가 필요하면 파드 템플릿에 `automountServiceAccountToken: true` 값을 넣습니다.',
    },
    link: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  },
  {
    id: 'kubernetes-kind-not-served',
    patterns: [
      /no matches for kind "(?<kind>[^"]{1,80})" in (?:version|group) "(?<version>[^"]{1,80})"/,
      /the server could not find the requested resource/,
    ],
    says: {
      en: (who, { kind, version }) =>
        `${who} asks the Kubernetes API for${kind ? ` \`${kind}\` of \`${version}\`` : ' something'}, which this cluster does not serve: its CRD is missing, or the version is gone.`,
      ko: (who, { kind, version }) =>
        `${who}가 쿠버네티스 API에 요청하는 ${kind ? `\`${version}\` 버전의 \`${kind}\` ` : ''}리소스가 이 클러스터에 없습니다. CRD가 없거나 버전이 없어졌습니다.`,
    },
    look: {
      en: 'See what the cluster serves: `kubectl api-resources`.',
      ko: '`kubectl api-resources` 명령으로 클러스터가 제공하는 리소스를 확인합니다.',
    },
    fix: {
      en: 'Install the CRD, or a version of the program that fits the cluster.',
      ko: 'CRD를 설치하거나 클러스터에 맞는 버전의 프로그램을 씁니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apimachinery/pkg/api/meta/errors.go',
  },
  {
    id: 'leader-election-lost',
    patterns: [/leader ?election lost|[Ff]ailed to renew lease (?<lease>[\w./-]{1,120})/],
    says: {
      en: (who, { lease }) =>
        `${who} lost its leadership${lease ? ` (lease \`${lease}\`)` : ''}, because the API server did not answer in time, and ended on purpose.`,
      ko: (who, { lease }) => `API 서버가 제때 응답하지 않아 ${who}가 리더 자격을 잃고${lease ? ` (\`${lease}\` 리스)` : ''} 스스로 끝났습니다.`,
    },
    look: { en: 'Look at the health of the API server and etcd at that time.', ko: '그 시각 API 서버와 etcd의 상태를 확인합니다.' },
    fix: {
      en: 'Nothing, if it came back; else relieve the control plane or give the program CPU.',
      ko: '다시 정상이면 할 일이 없습니다. 아니면 컨트롤 플레인의 부하를 줄이거나 프로그램에 CPU를 더 줍니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/client-go/tools/leaderelection/leaderelection.go',
  },
  {
    id: 'cloud-credentials-missing',
    patterns: [
      /Unable to locate credentials|NoCredentialProviders|no EC2 IMDS role found|could not find default credentials|DefaultCredentialsError|DefaultAzureCredential failed|ExpiredToken(?:Exception)?|InvalidClientTokenId|security token included in the request is (?:expired|invalid)/,
    ],
    says: {
      en: (who) => `${who} has no valid credentials for the cloud: none were found, or they have expired.`,
      ko: (who) => `${who}에 유효한 클라우드 자격 증명이 없습니다. 찾지 못했거나 만료되었습니다.`,
    },
    look: {
      en: 'See the annotations of the service account (workload identity) and the variables.',
      ko: '서비스어카운트의 어노테이션(워크로드 아이덴티티)과 변수를 확인합니다.',
    },
    fix: {
      en: 'Bind the cloud role to the service account, then restart the pod.',
      ko: '클라우드 롤을 서비스어카운트에 연결하고 파드를 다시 시작합니다.',
    },
    link: 'https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html',
  },
  {
    id: 'vault-access-denied',
    patterns: [
      /Error making API request.{0,300}\/v1\/(?<path>[\w./-]{1,160}).{0,40}Code: 403/,
      /Error (?:making API request|reading secret|authenticating).{0,400}(?:Code: 403|permission denied)/,
      /^ {0,8}\* permission denied$/,
    ],
    says: {
      en: (who, { path }) =>
        `${who} is turned away by Vault${path ? ` at \`${path}\`` : ''} (403): its role or policy does not allow what it asks for.`,
      ko: (who, { path }) => `${who}의 요청${path ? `(\`${path}\`)` : ''}을 Vault가 거부합니다(403). 롤이나 정책에 그 권한이 없습니다.`,
    },
    look: {
      en: 'Compare the role of Vault (bound service accounts and namespaces) with the service account of the pod, and its policy with the path.',
      ko: 'Vault 롤(허용된 서비스어카운트와 네임스페이스)을 파드의 서비스어카운트와, 그 정책을 경로와 비교합니다.',
    },
    fix: {
      en: 'Bind the service account to the role, or let the policy read that path; then restart the pod.',
      ko: '서비스어카운트를 롤에 연결하거나 정책에서 그 경로를 허용한 뒤 파드를 다시 시작합니다.',
    },
    link: 'https://developer.hashicorp.com/vault/docs/auth/kubernetes',
  },
  {
    id: 'cloud-access-denied',
    patterns: [
      /(?:User|assumed-role)\S{0,10}: (?<role>arn:aws:[\w:/.@+=-]{1,160}) is not authorized to perform: (?<action>[\w:*]{1,80})/,
      /AccessDenied(?:Exception)?\b|PERMISSION_DENIED|AuthorizationFailed/,
    ],
    says: {
      en: (who, { role, action }) =>
        `${who} is known to the cloud, but may not do ${action ? `\`${action}\`` : 'what it asks for'}${role ? ` as \`${role}\`` : ''}.`,
      ko: (who, { role, action }) =>
        `${who}에 ${action ? `\`${action}\` 작업에 대한 ` : ''}클라우드 권한이 없습니다${role ? ` (\`${role}\` 롤)` : ''}.`,
    },
    look: { en: 'Read the policy of the role.', ko: '롤의 정책을 확인합니다.' },
    fix: { en: 'Grant the action to the role.', ko: '롤에 그 작업을 허용합니다.' },
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
  },
];
