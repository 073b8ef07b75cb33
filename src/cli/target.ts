import type { Kind } from '../core/kinds.ts';
import { kindOfWord } from '../intents/kind-words.ts';
import { PersonalError } from './personal-error.ts';

/** `po/web-0`, `deployment/cart`, or a bare name (kind null). Throws for a kind that is not known or a name that cannot be one. */
export function parseTarget(target: string): { readonly kind: Kind | null; readonly name: string } {
  const [first = '', second, ...more] = target.split('/');
  const name = second ?? first;
  if (more.length > 0 || !/^[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?$/i.test(name))
    throw new PersonalError(`"${target}" is not of the form KIND/NAME`, 2);
  if (second === undefined) return { kind: null, name };
  const kind = kindOfWord(first);
  if (!kind) throw new PersonalError(`"${first}" is not a kind that is known: pod, deployment, service, node …`, 2);
  return { kind, name };
}
