import type { Workspace } from '../workspace.ts';
import type { Arguments } from './arguments.ts';

/** One method of Slack's Web API: what it answers besides `ok`. Throws a SlackRefusal. */
type Method = (workspace: Workspace, args: Arguments) => object;
export type Methods = Readonly<Record<string, Method>>;
