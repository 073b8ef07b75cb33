import type { Facets } from '../../core/facets.ts';
import { kindNames } from '../../core/kinds.ts';
import type { ReadableKind } from '../../core/reader.ts';
import { selectorToString } from '../../core/selector.ts';
import { type Collector, namespaceOf, orElse } from './collector.ts';
import { namespaced } from './namespaced.ts';

type AutoscalerFacets = Facets['horizontalpodautoscaler'];
type BudgetFacets = Facets['poddisruptionbudget'];

const scalable = ['deployment', 'statefulset', 'replicaset', 'replicationcontroller'] as const satisfies readonly ReadableKind[];

export const autoscalerFacets: { readonly [F in keyof AutoscalerFacets]: Collector<'horizontalpodautoscaler', AutoscalerFacets[F]> } = {
  ...namespaced,
  target: {
    reads: scalable,
    async collect({ reader, ref, subject }) {
      const target = subject.spec?.scaleTargetRef;
      const kind = scalable.find((candidate) => kindNames[candidate] === target?.kind);
      if (!target || !kind) return null;
      const object = await orElse(reader.get(kind, target.name, namespaceOf(ref)), null, 'not-found');
      return { name: target.name, object: object as NonNullable<AutoscalerFacets['target']>['object'] };
    },
  },
  targetNames: {
    reads: scalable,
    async collect({ reader, ref, subject }) {
      const kind = scalable.find((candidate) => kindNames[candidate] === subject.spec?.scaleTargetRef.kind);
      const list = kind ? await reader.list(kind, { namespace: namespaceOf(ref), metadataOnly: true }) : [];
      return list.map(({ metadata }) => metadata?.name ?? '');
    },
  },
  metricsApis: {
    reads: ['apiservice'],
    async collect({ reader }) {
      const all = await reader.list('apiservice');
      return all.filter(({ spec }) => spec?.group?.endsWith('metrics.k8s.io'));
    },
  },
};

export const budgetFacets: { readonly [F in keyof BudgetFacets]: Collector<'poddisruptionbudget', BudgetFacets[F]> } = {
  ...namespaced,
  pods: {
    reads: ['pod'],
    async collect({ reader, ref, subject }) {
      const selector = subject.spec?.selector;
      if (!selector) return [];
      const labelSelector = selectorToString(selector);
      return reader.list('pod', { namespace: namespaceOf(ref), ...(labelSelector ? { labelSelector } : {}) });
    },
  },
};
