import { type OpenChanges, openChanges } from '../cluster/changes.ts';
import { type Clusters, openClusters } from '../cluster/clusters.ts';
import { redact } from '../cluster/redact.ts';
import { readConfig, type Variables } from '../config.ts';
import type { Answer } from '../core/answer.ts';
import { type AskDeps, answerIntent } from '../core/ask/ask.ts';
import type { SessionOptions } from '../core/ask/clusters-port.ts';
import { clustersSeenBy } from '../core/ask/seen-by.ts';
import type { Intent, ParseContext, Parsed } from '../core/intent.ts';
import type { Rights } from '../core/policy.ts';
import type { Ref } from '../core/ref.ts';
import { loadIntents } from '../intents/load-intents.ts';
import { createParser } from '../intents/parse.ts';
import { rules } from '../rules/index.ts';
import { loadRunbooks } from '../runbooks/load-runbooks.ts';
import { openDemoClusters } from './demo/open-demo.ts';

/** What every way in needs: the parser, the clusters, and the answer to an intent. */
export interface Runtime {
  readonly config: Variables;
  readonly clusters: Clusters;
  /** Of objects that people let it watch. */
  readonly changes: OpenChanges;
  readonly parse: (text: string, context: ParseContext) => Parsed;
  readonly answer: (intent: Intent, options?: AnswerOptions) => Promise<Answer>;
}
export interface AnswerOptions {
  /** Name of a cluster; what the intent names wins. */
  readonly cluster?: string | null;
  readonly signal?: AbortSignal;
  readonly onLook?: (ref: Ref) => void;
  /** Absent or null: everything may be seen. */
  readonly rights?: Rights | null;
  /** Told of each read that is sent. */
  readonly onRead?: (resource: string) => void;
  /** Told of each rule that fails by a defect of ours; in the answer it is a gap. */
  readonly onDefect?: AskDeps['onDefect'];
  /** The same of each collector of evidence. */
  readonly onCollectorDefect?: SessionOptions['onCollectorDefect'];
}

/** Wires parser, clusters and rules. `demo`: a recorded cluster in place of those of the kubeconfig. */
export function openRuntime({ demo = false, config = readConfig() }: { readonly demo?: boolean; readonly config?: Variables } = {}): Runtime {
  const clusters = demo ? openDemoClusters() : openClusters(clusterOptions(config));
  // three quarters of a second, which a command that names its target need not spend
  let parser: Runtime['parse'] | null = null;
  const budget = { requests: config.KUBEWHY_REQUEST_BUDGET, milliseconds: config.KUBEWHY_SECONDS_BUDGET * 1000 };
  return {
    config,
    clusters,
    changes: openChanges(clusters),
    parse: (text, context) => {
      parser ??= createParser(loadIntents());
      return parser(text, context);
    },
    answer: (intent, { cluster = null, signal, onLook, rights = null, onRead, onDefect, onCollectorDefect } = {}) =>
      answerIntent(intent, {
        clusters: clustersSeenBy(clusters, rights, { onRead, onCollectorDefect }),
        rules,
        runbooks: loadRunbooks,
        // few questions are about a text
        signatures: async () => (await import('../rules/signatures.ts')).signatureSets,
        redact,
        budget,
        signal,
        onLook,
        onDefect,
        cluster,
        clock: () => performance.now(),
      }),
  };
}

function inClusterService({ KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port }: Variables) {
  return host && port ? { host, port } : undefined;
}

function clusterOptions(config: Variables) {
  return {
    kubeconfig: config.KUBECONFIG,
    contexts: config.KUBEWHY_CONTEXTS?.split(',').map((name) => name.trim()),
    defaultContext: config.KUBEWHY_DEFAULT_CONTEXT,
    service: inClusterService(config),
  };
}
