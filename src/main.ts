import { runCli } from './cli/program.ts';

const code = await runCli(process.argv.slice(2));
process.exitCode = code;
// a connection that is still being tried must not keep a command from ending
setTimeout(() => process.exit(code), 2000).unref();
