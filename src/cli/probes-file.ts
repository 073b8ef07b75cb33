import { z } from 'zod';
import type { ProbeAllowance } from '../core/on-call/probe-pod/probe-port.ts';
import { readYamlFile } from './yaml-file.ts';

const must = (what: string) => ({ error: `must be ${what}` });
const names = (what: string, pattern: RegExp, form: string) =>
  z.array(z.string(must('a text')).regex(pattern, `must be ${form}`), must(`a list of ${what}`)).min(1, 'must not be empty');
const plain = /^[^\s]+$/;

const probesFile = z.strictObject(
  {
    image: z.string(must('the name of an image')).regex(plain, 'must be the name of an image').default('busybox:1.36'),
    allow: z
      .array(
        z.strictObject({
          clusters: names('clusters', plain, 'the name of a cluster, or a pattern with *'),
          channels: names('channels', /^([CGD*][A-Z0-9*]*|terminal)$/, 'the id of a Slack channel (C…), or terminal for the chat of `npm start`'),
          users: names('users', /^([UW*][A-Z0-9*]*|terminal)$/, 'the id of a Slack user (U…), or terminal'),
          namespaces: names('namespaces', plain, 'the name of a namespace, or a pattern with *'),
        }),
        must('a list of what is allowed'),
      )
      .min(1, 'must not be empty'),
  },
  must('a mapping with allow'),
);

export interface ProbesFile {
  readonly image: string;
  readonly allow: readonly ProbeAllowance[];
}

/** Reads where probes may run, and who may let them. Throws a ConfigError with a sentence for each mistake. */
export function readProbesFile(path: string): ProbesFile {
  return readYamlFile('KUBEWHY_PROBES', path, probesFile, 'deploy/probes.example.yaml');
}
