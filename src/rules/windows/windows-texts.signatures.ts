import type { LogSignature } from '../../core/log-signature.ts';
import type { OwnedTexts } from '../../core/text-signature.ts';
import { allocateRangeSignatures } from './cannot-allocate-range.signatures.ts';
import { stuckSignatures } from './container-creating-stuck.signatures.ts';
import { unknownNameSignatures } from './dns-limits.signatures.ts';
import { dnsStopsSignatures } from './dns-stops-1803.signatures.ts';
import { endpointLeakSignatures } from './endpoint-leak-1.11.signatures.ts';
import { exceptionListSignatures } from './exception-list-wrong.signatures.ts';
import { sourceVipSignatures } from './flannel-rejoin-stale-files.signatures.ts';
import { subnetEnvSignatures } from './flannel-subnet-env-missing.signatures.ts';
import { waitingForNetworkSignatures } from './flanneld-waiting-for-network.signatures.ts';
import { portExhaustionSignatures } from './hns-port-exhaustion.signatures.ts';
import { wrongDisketteSignatures } from './hns-wrong-diskette.signatures.ts';
import { hostPortSignatures } from './host-port-unsupported.signatures.ts';
import { icmpSignatures } from './icmp-unsupported.signatures.ts';
import { imageVersionSignatures } from './image-os-version-mismatch.signatures.ts';
import { otherSystemSignatures } from './image-pull-incompatible-node.signatures.ts';
import { interNodeSignatures } from './inter-node-traffic-filtered.signatures.ts';
import { adapterSignatures } from './kubelet-adapter-not-found.signatures.ts';
import { azureRouteSignatures } from './l2bridge-azure-routes.signatures.ts';
import { macSpoofingSignatures } from './mac-spoofing-off.signatures.ts';
import { ownNodePortSignatures } from './node-port-from-node-fails.signatures.ts';
import { pauseImageSignatures } from './pause-image-mismatch.signatures.ts';
import { wincatSignatures } from './port-forward-wincat.signatures.ts';
import { proxySignatures } from './proxy-env.signatures.ts';
import { serviceFromNodeSignatures } from './service-ip-from-node-fails.signatures.ts';
import { serviceSignatures } from './service-not-running.signatures.ts';
import { endpointDeletedSignatures } from './vnic-endpoint-deleted.signatures.ts';
import { vsphereVxlanSignatures } from './vxlan-4789-vsphere.signatures.ts';

/** Who says it where a text stands alone: what a rule knows from where it read it. In Korean each ends in a vowel. */
const pod = { en: 'The pod', ko: '파드' };
const container = { en: 'The container', ko: '컨테이너' };
const proxy = { en: 'kube-proxy', ko: 'kube-proxy' };
const flanneld = { en: 'flanneld', ko: 'flanneld' };
const agent = { en: 'The node service', ko: '노드 서비스' };

function said({ en, ko }: { readonly en: string; readonly ko: string }, signatures: readonly LogSignature[]): readonly LogSignature[] {
  return signatures.map((signature) => ({
    ...signature,
    says: { en: (_who, captures) => signature.says.en(en, captures), ko: (_who, captures) => signature.says.ko(ko, captures) },
  }));
}

/** What each rule about Windows knows of texts, for explanations. */
export const windowsTexts: OwnedTexts = {
  'windows/cannot-allocate-range': said(pod, allocateRangeSignatures),
  'windows/container-creating-stuck': said(pod, stuckSignatures),
  'windows/dns-limits': said(container, unknownNameSignatures),
  'windows/dns-stops-1803': said(container, dnsStopsSignatures),
  'windows/endpoint-leak-1.11': endpointLeakSignatures,
  'windows/exception-list-wrong': exceptionListSignatures,
  'windows/flannel-rejoin-stale-files': sourceVipSignatures,
  'windows/flannel-subnet-env-missing': said(pod, subnetEnvSignatures),
  'windows/flanneld-waiting-for-network': said(flanneld, waitingForNetworkSignatures),
  'windows/hns-port-exhaustion': said(proxy, portExhaustionSignatures),
  'windows/hns-wrong-diskette': said(pod, wrongDisketteSignatures),
  'windows/host-port-unsupported': hostPortSignatures,
  'windows/icmp-unsupported': said(container, icmpSignatures),
  'windows/image-os-version-mismatch': said(container, imageVersionSignatures),
  'windows/image-pull-incompatible-node': otherSystemSignatures,
  'windows/inter-node-traffic-filtered': said(container, interNodeSignatures),
  'windows/kubelet-adapter-not-found': said(agent, adapterSignatures),
  'windows/l2bridge-azure-routes': azureRouteSignatures,
  'windows/mac-spoofing-off': macSpoofingSignatures,
  'windows/node-port-from-node-fails': ownNodePortSignatures,
  'windows/pause-image-mismatch': said(pod, pauseImageSignatures),
  'windows/port-forward-wincat': wincatSignatures,
  'windows/proxy-env': proxySignatures,
  'windows/service-ip-from-node-fails': serviceFromNodeSignatures,
  'windows/service-not-running': serviceSignatures,
  'windows/vnic-endpoint-deleted': said(proxy, endpointDeletedSignatures),
  'windows/vxlan-4789-vsphere': vsphereVxlanSignatures,
};
