import { describeConfig, readConfig } from '../../config.ts';

/** Prints each variable with its value and what it is for. */
export function showConfig(): 0 {
  const lines = describeConfig(readConfig());
  const width = Math.max(...lines.map(({ name }) => name.length));
  for (const { name, value, about } of lines) console.log(`${name.padEnd(width)}  ${value}\n${' '.repeat(width)}  ${about}`);
  return 0;
}
