import type { Text } from '../locale.ts';

interface Field {
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly meant: string | null;
}

/** What people call the types that fields belong to. */
const places: Readonly<Record<string, Text>> = {
  Container: { en: 'a container (`containers[]`)', ko: '컨테이너(`containers[]`)' },
  PodSpec: { en: 'the pod spec, beside `containers`', ko: '파드 스펙(`containers`와 같은 단계)' },
  PodTemplateSpec: { en: 'the pod template (`spec.template`)', ko: '파드 템플릿(`spec.template`)' },
  ObjectMeta: { en: '`metadata`', ko: '`metadata`' },
  ResourceRequirements: { en: '`resources`', ko: '`resources`' },
  SecurityContext: { en: 'the `securityContext` of a container', ko: '컨테이너의 `securityContext`' },
  PodSecurityContext: { en: 'the `securityContext` of the pod', ko: '파드의 `securityContext`' },
  Probe: { en: 'a probe', ko: '프로브' },
};

function place(type: string): Text {
  return places[type] ?? { en: `\`${type}\``, ko: `\`${type}\`` };
}

/** Which fields do nothing, and what was probably meant: one sentence for the first, and a list of the others. */
export function ignoredFieldWords(fields: readonly Field[]): Text {
  const [first, ...others] = fields;
  if (!first) return { en: '', ko: '' };
  const rest = others.map(({ path, kind, meant }) => `\`${path}\`${kind === 'misspelt' && meant ? ` (\`${meant}\`?)` : ''}`).join(', ');
  const { en, ko } = sentence(first);
  return {
    en: `${en}${rest ? ` So are: ${rest}.` : ''} It runs as if ${others.length > 0 ? 'these lines were' : 'the line were'} not there.`,
    ko: `${ko}${rest ? ` 함께 무시된 필드: ${rest}.` : ''} 이 줄이 없는 것처럼 실행됩니다.`,
  };
}

function sentence({ path, name, kind, meant }: Field): Text {
  if (kind === 'dropped') {
    return {
      en: `\`${path}\` was in the manifest that was applied, but the server does not have it: somebody took it away since, or this cluster does not support it.`,
      ko: `적용한 매니페스트에 있던 \`${path}\` 필드가 서버에는 없습니다. 나중에 누가 지웠거나 이 클러스터가 지원하지 않는 필드입니다.`,
    };
  }
  const ignored = {
    en: `\`${path}\` was ignored: Kubernetes has no field \`${name}\` there`,
    ko: `\`${path}\` 필드가 무시되었습니다. 쿠버네티스의 그 자리에는 \`${name}\` 필드가 없습니다.`,
  };
  if (kind === 'misspelt' && meant)
    return { en: `${ignored.en}; \`${meant}\` is probably meant.`, ko: `${ignored.ko} \`${meant}\` 필드를 잘못 쓴 듯합니다.` };
  if (kind === 'misplaced' && meant) {
    return {
      en: `${ignored.en}; it belongs into ${place(meant).en}, so check the indentation.`,
      ko: `${ignored.ko} ${place(meant).ko} 안에 있어야 하니 들여쓰기를 확인해야 합니다.`,
    };
  }
  return { en: `${ignored.en}.`, ko: ignored.ko };
}
