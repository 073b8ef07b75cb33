import { describeConfig, readConfig } from '../../config.ts';
import { describePolicy, readPolicy } from '../policy-file.ts';

/** Prints each variable with its value and what it is for, and the policy. Throws a ConfigError that names what is wrong. */
export function showConfig(): 0 {
  const config = readConfig();
  const lines = describeConfig(config);
  const width = Math.max(...lines.map(({ name }) => name.length));
  for (const { name, value, about } of lines) console.log(`${name.padEnd(width)}  ${value}\n${' '.repeat(width)}  ${about}`);
  if (config.KUBEWHY_POLICY)
    for (const rule of ['', 'Policy', ...describePolicy(readPolicy(config.KUBEWHY_POLICY)).map((one) => `  ${one}`)]) console.log(rule);
  return 0;
}
