import type { CalledService } from '../called-service.ts';
import type { Text } from '../locale.ts';
import { names } from './names.ts';

/** What is to be said about the Service that a failed call was meant for; begins with a space, or is empty. `host`: as the log calls it. */
export function calledServiceWords({ name, namespace, exists, variable, near, alias }: CalledService, host: string | undefined): Text {
  if (exists === false) {
    const alike = near.length > 0 ? names(near) : null;
    return {
      en: ` There is no service \`${name}\` in namespace \`${namespace}\`.${alike ? ` Services with a name like it: ${alike}.` : ''}`,
      ko: ` \`${namespace}\` 네임스페이스에 \`${name}\` 서비스가 없습니다.${alike ? ` 비슷한 이름의 서비스: ${alike}.` : ''}`,
    };
  }
  if (alias) {
    return {
      en: ` Service \`${name}\`${variable ? `, which its variable \`${variable}\` names,` : ''} is only another name for \`${alias}\` (type \`ExternalName\`): that is the name to look at.`,
      ko: ` \`${name}\` 서비스${variable ? `(변수 \`${variable}\`)` : ''}는 \`${alias}\` 이름의 별칭일 뿐입니다(\`ExternalName\`). 그 이름을 확인해야 합니다.`,
    };
  }
  const en = variable ? `Its variable \`${variable}\` names service \`${name}\`` : `That is service \`${name}\``;
  const ko = variable ? `\`${variable}\` 변수가 가리키는 \`${name}\` 서비스` : `\`${name}\` 서비스`;
  if (exists === null) return { en: ` ${en} of namespace \`${namespace}\`.`, ko: ` \`${namespace}\` 네임스페이스의 ${ko}입니다.` };
  return host === name ? { en: '', ko: '' } : { en: ` ${en}.`, ko: ` ${ko}입니다.` };
}
