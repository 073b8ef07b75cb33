import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fillRunbook, placeholders } from '../../src/core/runbook.ts';
import { loadRunbooks } from '../../src/runbooks/load-runbooks.ts';
import { cellsOf, stepsOf, textsOf } from './texts.ts';

const runbooks = loadRunbooks();

/** Rows of the coverage list: one runbook each. */
const topics = `pod-shell logs ephemeral-containers debug-node crictl events termination-message port-forward statefulset-force-delete dns-from-a-pod
  service-walk app-walk install-cni log-places node-picture certificates component-native-service failure-modes metrics-pipeline node-problem-detector
  auditing telepresence windows-collect-logs`.split(/\s+/);

const hangul = /[가-힣]/;
const withoutCode = (text: string) => text.replace(/`[^`]*`/g, '');
/** kubectl commands that change something. */
const changing =
  /^\s*kubectl (apply|create|delete|patch|edit|cordon|uncordon|drain|taint|label|annotate|scale|run|debug|set|replace|certificate|rollout (restart|undo|pause|resume))\b/m;

describe('topics', () => {
  it('are all there', () => {
    expect(runbooks.map(({ id }) => id)).toEqual([...topics].sort());
  });

  it('claim their rows', () => {
    const claimed = runbooks.flatMap(({ coverage }) => coverage);
    expect(topics.map((topic) => `runbook/${topic}`).filter((row) => !claimed.includes(row))).toEqual([]);
    expect(claimed).toContain('control-plane/failure-modes');
    expect(new Set(claimed).size).toBe(claimed.length);
  });
});

describe.each(runbooks.map((runbook) => [runbook.id, runbook] as const))('%s', (_id, runbook) => {
  it('is whole in both languages', () => {
    for (const { at, text } of textsOf(runbook)) {
      expect(withoutCode(text.en), `${at} en`).not.toMatch(hangul);
      expect(text.ko, `${at} ko`).toMatch(/[가-힣]|^`[^`]*`$/);
    }
    for (const { at, text } of cellsOf(runbook)) {
      expect(text.en, `${at} en`).not.toMatch(hangul);
      // what is written once is a name, a flag, a path, a number: no sentence of English
      if (text.en === text.ko) expect(text.en.split(' ').length, `${at}: ${text.en}`).toBeLessThanOrEqual(14);
      else expect(text.ko, `${at} ko`).toMatch(hangul);
    }
  });

  it('hangs no particle on a variable', () => {
    for (const { at, text } of textsOf(runbook)) expect(text.ko, at).not.toMatch(/`[A-Z]+`(?:이|가|은|는|을|를|와|과|으로|로)(?=[\s,.])/);
  });

  it('says things once, with an end', () => {
    for (const { at, text } of textsOf(runbook)) {
      for (const words of [text.en, text.ko]) {
        expect(words, at).not.toMatch(/ {2}|undefined|TODO|\bnull\b/);
        expect((words.match(/`/g) ?? []).length % 2, `${at}: backticks`).toBe(0);
      }
    }
  });

  it('has commands that a shell can read', () => {
    for (const { command, shell } of stepsOf(runbook)) {
      if (command === undefined || shell) continue;
      const { status, stderr } = spawnSync('sh', ['-n'], { input: command, encoding: 'utf8' });
      expect(status, `${command}\n${stderr}`).toBe(0);
    }
  });

  it('only looks where it says so', () => {
    for (const { kind, command } of stepsOf(runbook)) if (kind === 'look') expect(command ?? '').not.toMatch(changing);
  });

  it('fills in what a question is about', () => {
    const names = { pod: 'web-0', node: 'w1', service: 'web', deployment: 'web', statefulset: 'web' } as const;
    for (const [kind, name] of Object.entries(names)) {
      const filled = fillRunbook(runbook, { kind: kind as keyof typeof names, name, namespace: 'shop' });
      const left = new RegExp(`(?<![A-Za-z0-9_$])(${placeholders[kind as keyof typeof names]}|NAMESPACE)(?![A-Za-z0-9_])`);
      for (const { command, shell } of stepsOf(filled)) if (!shell) expect(command ?? '').not.toMatch(left);
    }
  });
});
