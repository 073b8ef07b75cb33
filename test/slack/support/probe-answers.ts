import type { Answer } from '../../../src/core/answer.ts';
import type { ProbeAnswer } from '../../../src/core/on-call/probe-pod/probe-answer.ts';

const request = { cluster: 'prod', namespace: 'shop', check: { type: 'connect', host: 'db.data', port: 5432 } } as const;
const image = 'busybox:1.36';
const done: Extract<ProbeAnswer, { state: 'done' }> = {
  type: 'probe',
  state: 'done',
  request,
  by: 'U0MINSU01',
  run: { pod: 'kubewhy-probe-20261121', image, node: 'worker-1', exitCode: 1, reason: null, output: 'nc: timed out' },
  outcome: 'no-answer',
  at: '2026-11-21T11:40:03.000Z',
  deleted: true,
};

/** A probe in each of its states. */
export const probeAnswers: { readonly [name: string]: Answer } = {
  'probe-usage': { type: 'probe', state: 'usage' },
  'probe-off': { type: 'probe', state: 'barred', bar: 'off', request, may: [] },
  'probe-not-you': { type: 'probe', state: 'barred', bar: 'person', request, may: ['U0MINSU01'] },
  'probe-offered': { type: 'probe', state: 'offered', request, image, mayConfirm: ['U0MINSU01'], at: '2026-11-21T11:40:03.000Z' },
  'probe-running': { type: 'probe', state: 'running', request, image, by: 'U0MINSU01' },
  'probe-no-answer': done,
  'probe-left-over': {
    ...done,
    request: { ...request, check: { type: 'resolv-conf' } },
    run: { ...done.run, exitCode: null, reason: 'ErrImagePull: <!channel> not found', output: '' },
    outcome: 'did-not-run',
    deleted: false,
  },
};
