import type { Impersonated, ImpersonationTemplate } from './policy.ts';

/** What a template can be filled with; null: the profile does not say. */
export interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

export const personFields = ['email', 'name', 'id'] as const satisfies readonly (keyof Person)[];

/** The user of the cluster that a person is; or the field of the profile that is missing, or cannot be trusted. */
export function impersonatedAs({ user, groups }: ImpersonationTemplate, person: Person): Impersonated | { readonly missing: string } {
  const texts = [user, ...groups];
  const missing = personFields.find((field) => !person[field] && texts.some((text) => text.includes(`{{${field}}}`)));
  if (missing) return { missing };
  const filled = texts.map((text) => text.replace(/\{\{(email|name|id)\}\}/g, (_, field: keyof Person) => person[field] ?? ''));
  const wrong = filled.findIndex((text, index) => !isSafe(text, texts[index] as string));
  if (wrong >= 0) return { missing: personFields.find((field) => texts[wrong]?.includes(`{{${field}}}`)) ?? 'user' };
  const [name = '', ...rest] = filled;
  return { user: name, groups: rest };
}

/** It fits a header, and nobody becomes one of Kubernetes' own users by what is in their profile. */
function isSafe(filled: string, template: string): boolean {
  return /^[\x21-\x7e]+$/.test(filled) && (!/^system:/i.test(filled) || template.startsWith('system:'));
}
