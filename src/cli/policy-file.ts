import { z } from 'zod';
import { fitsOne } from '../core/glob.ts';
import { personFields } from '../core/impersonate.ts';
import { intentNames } from '../core/intent.ts';
import type { Policy } from '../core/policy.ts';
import { readYamlFile } from './yaml-file.ts';

const must = (what: string) => ({ error: `must be ${what}` });
const text = z.string(must('a text')).min(1, 'must not be empty');
const listOf = (item: z.ZodType<string>, what: string) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item, must(what)).min(1, 'must not be empty'));
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

const channel = text.regex(/^([CGD*][A-Z0-9*]*|direct)$/, 'must be the id of a Slack channel (C…, not its name), a pattern with *, or direct');
const user = text.regex(/^[UW*][A-Z0-9*]*$/, 'must be the id of a Slack user (U…, from their profile: "Copy member ID")');
const group = text.regex(/^S[A-Z0-9]+$/, 'must be the id of a Slack user group (S…)');
const name = text.regex(/^[^\s]+$/, 'must be a name, or a pattern with *');
const intent = text.refine((pattern) => intentNames.some((known) => fitsOne(known, [pattern])), {
  error: ({ input }) => `is "${String(input)}", which is no kind of question; there are ${intentNames.join(', ')}`,
});
const template = text.refine(
  (value) => [...value.matchAll(/\{\{([^}]*)\}\}/g)].every(([, field = '']) => (personFields as readonly string[]).includes(field)),
  `may only contain ${personFields.map((field) => `{{${field}}}`).join(', ')}`,
);
const fixed = text.regex(/^[^{}\s]+$/, 'must be a name: nobody is there whose profile could fill it in');

const rule = z.strictObject({
  channels: listOf(channel, 'a list of channels'),
  users: optional(listOf(user, 'a list of users')),
  groups: optional(listOf(group, 'a list of user groups')),
  clusters: optional(listOf(name, 'a list of clusters')),
  namespaces: optional(listOf(name, 'a list of namespaces')),
  intents: optional(listOf(intent, 'a list of kinds of questions')),
});
const policyFile = z.strictObject(
  {
    contact: optional(text),
    rules: z.array(rule, must('a list of rules')),
    impersonate: optional(
      z.strictObject({
        user: template,
        groups: z.array(template, must('a list of groups')).default([]),
        unattended: optional(z.strictObject({ user: fixed, groups: z.array(fixed, must('a list of groups')).default([]) })),
      }),
    ),
  },
  must('a mapping with rules'),
);

/** Reads and checks the policy. Throws a ConfigError with a sentence for each mistake, which names its place in the file. */
export function readPolicy(path: string): Policy {
  return readYamlFile('KUBEWHY_POLICY', path, policyFile, 'deploy/policy.example.yaml');
}

/** What is in force, one line a rule. */
export function describePolicy({ contact, rules, impersonate }: Policy): readonly string[] {
  const all = (list: readonly string[] | null) => list?.join(', ') ?? 'all';
  const who = ({ users, groups }: Policy['rules'][number]) => (users || groups ? [...(users ?? []), ...(groups ?? [])].join(', ') : 'everyone');
  const as = impersonate && [impersonate.user, ...impersonate.groups.map((one) => `group ${one}`)].join(', ');
  const unattended = impersonate?.unattended?.user ?? 'refused';
  return [
    ...rules.map(
      (rule) =>
        `in ${rule.channels.join(', ')}: ${who(rule)} may ask ${rule.intents?.join(', ') ?? 'all but audit'}; clusters: ${all(rule.clusters)}; namespaces: ${all(rule.namespaces)}`,
    ),
    'everywhere else: only help',
    `people who are refused are told to ask: ${contact ?? '(nobody in particular)'}`,
    as ? `clusters are read as ${as}; where nobody asked: ${unattended}` : "clusters are read with the bot's own rights",
  ];
}
