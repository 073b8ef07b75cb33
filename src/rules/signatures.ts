import type { SignatureSet } from '../core/explain.ts';
import type { LogSignature } from '../core/log-signature.ts';
import type { OwnedTexts } from '../core/text-signature.ts';
import { agentSignatures } from './cni/agent-failing.signatures.ts';
import { cniTexts } from './cni/cni-texts.signatures.ts';
import { sandboxSignatures } from './cni/sandbox.signatures.ts';
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
import { apiSignatures, configSignatures, conntrackSignatures, ipvsSignatures, ruleSignatures } from './kube-proxy/kube-proxy.signatures.ts';
import { kubeProxyTexts } from './kube-proxy/kube-proxy-texts.signatures.ts';
import { metricsTexts } from './metrics/metrics-texts.signatures.ts';
import { nodeTexts } from './node/node-texts.signatures.ts';
import { schedulingTexts } from './pod/scheduling-texts.signatures.ts';
import { volumeTexts } from './pod/volume-texts.signatures.ts';
import { windowsTexts } from './windows/windows-texts.signatures.ts';
import { workloadTexts } from './workload/workload-texts.signatures.ts';

const coreDns = /coredns|corefile|plugin\/\w+:|\.:53|linux\/\w+, go1\.|HINFO|detected for zone/i;
const component = /kube-?(?:apiserver|scheduler|controller-manager)|\betcd\b|\/etc\/kubernetes|apiserver/i;

const network = /flannel|calico|felix|bird|weave|cilium|\bcni\b|pod cidr|default interface/i;
const proxy = /kube-?proxy|proxier|ProxyServer|conntrack|ip_?vs|kernel modules? (?:are|is|were) not loaded/i;
/** Words that would mean something else on Linux. */
const windows =
  /windows|윈도우|\bhns|\bhcn|\bhcs|\.exe\b|[A-Z]:\\|connectex|powershell|win32|win-(?:bridge|overlay)|vEthernet|nssm|nanoserver|servercore|wincat|diskette|vsphere|SourceVip|spoofing|ExceptionList|HKLM|netsh|Waiting for the Network to be created|네트워크 생성을 기다리는 중|범위에 할당할 수 없습니다|cannot allocate for range|\.ps1\b|operating system does not match|0xc0370101|connected party did not|to an unreachable (?:host|network)|Lost = \d|손실 = \d|suitable network adapter|DNS request timed out|usually a temporary error|No such host is known|\bvNIC|(?:Start|Stop|Restart)-Service|SERVICE_(?:PAUSED|STOPPED)|Local endpoint not found|cannot be used on this platform|The system cannot find the|source-vip|Invoke-WebRequest|Resolve-DnsName|Non-existent domain|TCP connect to \(|스푸핑|host-gw|Stopped\s{1,40}(?:kubelet|kube-proxy|flanneld)|network: failed to allocate for range/i;

/** Every text that is known, in the order in which they are tried: the particular before the general. */
export const signatureSets: readonly SignatureSet[] = [
  ...owned(windowsTexts).map((one) => ({ ...one, onlyIn: windows })),
  set('cni/agent-failing', agentSignatures, network),
  ...owned(cniTexts),
  set('cni/plugin-missing', named(sandboxSignatures, 'cni-plugin-missing')),
  set('cni/addresses-exhausted', named(sandboxSignatures, 'cni-no-addresses')),
  set('cni/not-initialized', named(sandboxSignatures, 'cni-not-initialized')),
  ...owned(startTexts),
  ...owned(imageTexts),
  set('dns/corefile-invalid', corefileSignatures, coreDns),
  set('dns/forwarding-loop', forwardingLoopSignatures, coreDns),
  set('dns/not-permitted', notPermittedSignatures, coreDns),
  set('dns/upstream-failing', upstreamSignatures, coreDns),
  ...owned(workloadTexts),
  ...owned(schedulingTexts).map((one) => ({ ...one, together: true as const })),
  ...owned(volumeTexts),
  ...owned(nodeTexts),
  ...owned(metricsTexts),
  set('control-plane/audit-policy-invalid', auditPolicySignatures),
  ...owned(controlPlaneTexts),
  ...owned(kubeProxyTexts),
  set('kube-proxy/config-missing', configSignatures, proxy),
  set('kube-proxy/ipvs-modules', ipvsSignatures, proxy),
  set('kube-proxy/conntrack-missing', conntrackSignatures, proxy),
  set('kube-proxy/rules-missing', ruleSignatures, proxy),
  set('kube-proxy/api-unreachable', apiSignatures, proxy),
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

function named(signatures: readonly LogSignature[], id: string): readonly LogSignature[] {
  return signatures.filter((signature) => signature.id === id);
}
