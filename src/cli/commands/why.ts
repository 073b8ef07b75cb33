import type { Intent } from '../../core/intent.ts';
import type { Locale } from '../../core/locale.ts';
import type { Rights } from '../../core/policy.ts';
import { PersonalError } from '../personal-error.ts';
import { type Format, printAnswer } from '../print-answer.ts';
import type { ExitCode } from '../program.ts';
import { openRuntime } from '../runtime.ts';
import { parseTarget } from '../target.ts';
import { withSpinner } from '../with-spinner.ts';

export interface ClusterOptions {
  readonly namespace?: string;
  readonly context?: string;
  /** The user of the cluster whose rights count, and groups of theirs. */
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly demo?: boolean;
  readonly lang?: Locale;
  readonly output: Format;
}

/** `--as` and `--as-group`, as kubectl has them. Throws a PersonalError for groups of nobody. */
export function rightsOf({ as: user, asGroup: groups = [] }: Pick<ClusterOptions, 'as' | 'asGroup'>): Rights | null {
  if (user !== undefined) return { clusters: null, namespaces: null, as: { user, groups } };
  if (groups.length > 0) throw new PersonalError('--as-group belongs to --as: say whose groups they are', 2);
  return null;
}

/** `kubewhy why KIND/NAME [SYMPTOM]`. */
export async function why(target: string, symptomWords: readonly string[], options: ClusterOptions): Promise<ExitCode> {
  const { kind, name } = parseTarget(target);
  const runtime = openRuntime({ demo: options.demo ?? false });
  const locale = options.lang ?? runtime.config.KUBEWHY_LOCALE ?? 'en';
  const intent: Intent = {
    intent: 'why',
    kind,
    name,
    namespace: options.namespace ?? null,
    symptom: symptomWords.length > 0 ? readSymptom(symptomWords.join(' '), runtime.parse) : null,
    locale,
  };
  const answer = await withSpinner((onLook) => runtime.answer(intent, { cluster: options.context ?? null, rights: rightsOf(options), onLook }));
  return printAnswer(answer, locale, options.output);
}

function readSymptom(words: string, parse: ReturnType<typeof openRuntime>['parse']) {
  const parsed = parse(`why pod/x ${words}`, { addressed: true });
  if (parsed.intent === 'why' && parsed.symptom) return parsed.symptom;
  throw new PersonalError(`"${words}" is not a symptom that is known; leave it out, or say pending, crashing, not-ready, image-pull, oom …`, 2);
}
