import type { SignatureSet } from '../core/explain.ts';
import type { LogSignature } from '../core/log-signature.ts';
import type { OwnedTexts } from '../core/text-signature.ts';
import { cniTexts } from './cni/cni-texts.signatures.ts';
import { crashSignatures } from './container/crash-cause-in-log.signatures.ts';
import { imageTexts } from './container/image-texts.signatures.ts';
import { startTexts } from './container/start-texts.signatures.ts';
import { auditPolicySignatures } from './control-plane/audit-policy-invalid.signatures.ts';
import { componentSignatures } from './control-plane/component-crash.signatures.ts';
import { starvationSignatures } from './control-plane/component-starved.signatures.ts';
import { controlPlaneTexts } from './control-plane/control-plane-texts.signatures.ts';
import { corefileSignatures } from './dns/corefile-invalid.signatures.ts';
import { forwardingLoopSignatures } from './dns/forwarding-loop.signatures.ts';
import { notPermittedSignatures } from './dns/not-permitted.signatures.ts';
import { upstreamSignatures } from './dns/upstream-failing.signatures.ts';
import { kubeProxyTexts } from './kube-proxy/kube-proxy-texts.signatures.ts';
import { metricsTexts } from './metrics/metrics-texts.signatures.ts';
import { nodeTexts } from './node/node-texts.signatures.ts';
import { schedulingTexts } from './pod/scheduling-texts.signatures.ts';
import { volumeTexts } from './pod/volume-texts.signatures.ts';
import { windowsSignatures } from './windows-signatures.ts';
import { workloadTexts } from './workload/workload-texts.signatures.ts';

const coreDns = /coredns|corefile|plugin\/\w+:|\.:53|linux\/\w+, go1\.|HINFO/i;
const component = /kube-?(?:apiserver|scheduler|controller-manager)|\betcd\b|\/etc\/kubernetes|apiserver/i;

/** Every text that is known, in the order in which they are tried: the particular before the general. */
export const signatureSets: readonly SignatureSet[] = [
  ...windowsSignatures,
  ...owned(startTexts),
  ...owned(imageTexts),
  set('dns/corefile-invalid', corefileSignatures, coreDns),
  set('dns/forwarding-loop', forwardingLoopSignatures, coreDns),
  set('dns/not-permitted', notPermittedSignatures, coreDns),
  set('dns/upstream-failing', upstreamSignatures, coreDns),
  ...owned(cniTexts),
  ...owned(workloadTexts),
  ...owned(schedulingTexts).map((one) => ({ ...one, together: true as const })),
  ...owned(volumeTexts),
  ...owned(nodeTexts),
  ...owned(metricsTexts),
  set('control-plane/audit-policy-invalid', auditPolicySignatures),
  ...owned(controlPlaneTexts),
  ...owned(kubeProxyTexts),
  set('control-plane/component-starved', starvationSignatures, component),
  set('control-plane/component-crash', componentSignatures, component),
  set('container/crash-cause-in-log', crashSignatures),
];

function set(rule: string, signatures: readonly LogSignature[], onlyIn?: RegExp): SignatureSet {
  return { rule, signatures, ...(onlyIn ? { onlyIn } : {}) };
}

function owned(texts: OwnedTexts): SignatureSet[] {
  return Object.entries(texts).map(([rule, signatures]) => ({ rule, signatures }));
}
