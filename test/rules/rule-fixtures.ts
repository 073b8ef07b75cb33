import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { openSession } from '../../src/cluster/open-session.ts';
import { type Recording, recordedReader } from '../../src/cluster/recorded-reader.ts';
import { diagnose, type RuleHit } from '../../src/core/diagnose.ts';
import type { Ref } from '../../src/core/ref.ts';
import { refKey } from '../../src/core/ref.ts';
import type { AnyRule } from '../../src/core/rule.ts';

/** test/rules/<area>/<rule>/{fires,quiet}.<why>.yaml: a recording, a subject, and what the rule must make of it. */
export interface RuleFixture extends Recording {
  readonly subject: Ref;
  readonly expect?: {
    /** A part of the facts of the first hit. */
    readonly facts?: Readonly<Record<string, unknown>>;
    /** Hits; 1 if not said. */
    readonly hits?: number;
    /** `kind/namespace/name` of each lead of the first hit. */
    readonly leads?: readonly string[];
    /** API requests for the subject and this rule's facets. */
    readonly requests?: number;
  };
}
export interface FixtureFile {
  readonly rule: string;
  readonly file: string;
  readonly fires: boolean;
  readonly fixture: RuleFixture;
}

const root = import.meta.dirname;

/** All fixtures on the disk; a file whose name is not of the form is refused. */
export function readFixtures(): FixtureFile[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: area }) =>
    readdirSync(join(root, area)).flatMap((rule) =>
      readdirSync(join(root, area, rule)).map((file): FixtureFile => {
        const [, verdict] = /^(fires|quiet)\.[a-z0-9-]+\.yaml$/.exec(file) ?? [];
        if (!verdict) throw new Error(`${area}/${rule}/${file}: a fixture is called fires.<why>.yaml or quiet.<why>.yaml`);
        const fixture = parse(readFileSync(join(root, area, rule, file), 'utf8')) as RuleFixture;
        return { rule: `${area}/${rule}`, file: `${area}/${rule}/${file}`, fires: verdict === 'fires', fixture };
      }),
    ),
  );
}

/** Runs one rule over a fixture, on the same way as a question takes. */
export async function runRule(
  rule: AnyRule,
  fixture: RuleFixture,
): Promise<{ hits: readonly RuleHit[]; requests: number; blind: boolean; applied: boolean }> {
  const session = openSession('recorded', recordedReader(fixture), { now: new Date(fixture.now) });
  const subject = await session.subject(fixture.subject);
  const applied = rule.on.includes(fixture.subject.kind) && rule.applies(subject, fixture.subject);
  if (!applied) return { hits: [], requests: session.requests(), blind: false, applied };
  const collected = await session.collect(fixture.subject, subject, [...rule.needs, ...(rule.wants ?? [])]);
  const { hits, blind } = diagnose([rule], { ref: fixture.subject, subject, now: session.now, collected }, (_, error) => {
    throw error;
  });
  return { hits, requests: session.requests(), blind: blind.length > 0, applied };
}

export const leadKeys = (hit: RuleHit): string[] => (hit.hit.leads ?? []).map(({ to }) => refKey(to));
