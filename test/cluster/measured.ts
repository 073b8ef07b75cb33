import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Those that `npm start` runs with. */
const flags =
  /node ((?:--\S+ )+)src/
    .exec(JSON.parse(readFileSync('package.json', 'utf8')).scripts.start)?.[1]
    ?.trim()
    .split(' ') ?? [];

/** Runs a file as `npm start` runs ours: what it printed, and the most memory that it held, in KiB. */
export async function measured(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly out: string; readonly maxRss: number }> {
  const said = "process.on('exit', () => process.stderr.write('maxRSS ' + process.resourceUsage().maxRSS))";
  const child = spawn(process.execPath, [...flags, '--import', `data:text/javascript,${encodeURIComponent(said)}`, ...args], {
    env: { ...process.env, ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  await new Promise((resolve) => child.on('exit', resolve));
  const [, maxRss] = /maxRSS (\d+)/.exec(err) ?? [];
  if (maxRss === undefined) throw new Error(`nothing was measured: ${err}`);
  return { out, maxRss: Number(maxRss) };
}
