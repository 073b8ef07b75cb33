import type { SignatureSet } from '../core/explain.ts';
import { stuckSignatures } from './windows/container-creating-stuck.signatures.ts';
import { unknownNameSignatures } from './windows/dns-limits.signatures.ts';
import { dnsStopsSignatures } from './windows/dns-stops-1803.signatures.ts';
import { endpointLeakSignatures } from './windows/endpoint-leak-1.11.signatures.ts';
import { exceptionListSignatures } from './windows/exception-list-wrong.signatures.ts';
import { sourceVipSignatures } from './windows/flannel-rejoin-stale-files.signatures.ts';
import { subnetEnvSignatures } from './windows/flannel-subnet-env-missing.signatures.ts';
import { waitingForNetworkSignatures } from './windows/flanneld-waiting-for-network.signatures.ts';
import { portExhaustionSignatures } from './windows/hns-port-exhaustion.signatures.ts';
import { wrongDisketteSignatures } from './windows/hns-wrong-diskette.signatures.ts';
import { hostPortSignatures } from './windows/host-port-unsupported.signatures.ts';
import { icmpSignatures } from './windows/icmp-unsupported.signatures.ts';
import { imageVersionSignatures } from './windows/image-os-version-mismatch.signatures.ts';
import { otherSystemSignatures } from './windows/image-pull-incompatible-node.signatures.ts';
import { interNodeSignatures } from './windows/inter-node-traffic-filtered.signatures.ts';
import { adapterSignatures } from './windows/kubelet-adapter-not-found.signatures.ts';
import { azureRouteSignatures } from './windows/l2bridge-azure-routes.signatures.ts';
import { macSpoofingSignatures } from './windows/mac-spoofing-off.signatures.ts';
import { ownNodePortSignatures } from './windows/node-port-from-node-fails.signatures.ts';
import { pauseImageSignatures } from './windows/pause-image-mismatch.signatures.ts';
import { wincatSignatures } from './windows/port-forward-wincat.signatures.ts';
import { proxySignatures } from './windows/proxy-env.signatures.ts';
import { serviceFromNodeSignatures } from './windows/service-ip-from-node-fails.signatures.ts';
import { serviceSignatures } from './windows/service-not-running.signatures.ts';
import { endpointDeletedSignatures } from './windows/vnic-endpoint-deleted.signatures.ts';
import { vsphereVxlanSignatures } from './windows/vxlan-4789-vsphere.signatures.ts';

/** A text that has to do with Windows; its words would mean something else on Linux. */
const windows =
  /windows|윈도우|\bhns|\bhcn|\bhcs|\.exe\b|[A-Z]:\\|connectex|powershell|win32|vEthernet|nssm|nanoserver|servercore|wincat|diskette|vsphere|SourceVip|spoofing|ExceptionList|HKLM|netsh|Waiting for the Network to be created|\.ps1\b/i;

/** The texts of Windows nodes. */
export const windowsSignatures: readonly SignatureSet[] = [
  { rule: 'windows/container-creating-stuck', signatures: stuckSignatures, onlyIn: windows },
  { rule: 'windows/dns-limits', signatures: unknownNameSignatures, onlyIn: windows },
  { rule: 'windows/dns-stops-1803', signatures: dnsStopsSignatures, onlyIn: windows },
  { rule: 'windows/endpoint-leak-1.11', signatures: endpointLeakSignatures, onlyIn: windows },
  { rule: 'windows/exception-list-wrong', signatures: exceptionListSignatures, onlyIn: windows },
  { rule: 'windows/flannel-rejoin-stale-files', signatures: sourceVipSignatures, onlyIn: windows },
  { rule: 'windows/flannel-subnet-env-missing', signatures: subnetEnvSignatures, onlyIn: windows },
  { rule: 'windows/flanneld-waiting-for-network', signatures: waitingForNetworkSignatures, onlyIn: windows },
  { rule: 'windows/hns-port-exhaustion', signatures: portExhaustionSignatures, onlyIn: windows },
  { rule: 'windows/hns-wrong-diskette', signatures: wrongDisketteSignatures, onlyIn: windows },
  { rule: 'windows/host-port-unsupported', signatures: hostPortSignatures, onlyIn: windows },
  { rule: 'windows/icmp-unsupported', signatures: icmpSignatures, onlyIn: windows },
  { rule: 'windows/image-os-version-mismatch', signatures: imageVersionSignatures, onlyIn: windows },
  { rule: 'windows/image-pull-incompatible-node', signatures: otherSystemSignatures, onlyIn: windows },
  { rule: 'windows/inter-node-traffic-filtered', signatures: interNodeSignatures, onlyIn: windows },
  { rule: 'windows/kubelet-adapter-not-found', signatures: adapterSignatures, onlyIn: windows },
  { rule: 'windows/l2bridge-azure-routes', signatures: azureRouteSignatures, onlyIn: windows },
  { rule: 'windows/mac-spoofing-off', signatures: macSpoofingSignatures, onlyIn: windows },
  { rule: 'windows/node-port-from-node-fails', signatures: ownNodePortSignatures, onlyIn: windows },
  { rule: 'windows/pause-image-mismatch', signatures: pauseImageSignatures, onlyIn: windows },
  { rule: 'windows/port-forward-wincat', signatures: wincatSignatures, onlyIn: windows },
  { rule: 'windows/proxy-env', signatures: proxySignatures, onlyIn: windows },
  { rule: 'windows/service-ip-from-node-fails', signatures: serviceFromNodeSignatures, onlyIn: windows },
  { rule: 'windows/service-not-running', signatures: serviceSignatures, onlyIn: windows },
  { rule: 'windows/vnic-endpoint-deleted', signatures: endpointDeletedSignatures, onlyIn: windows },
  { rule: 'windows/vxlan-4789-vsphere', signatures: vsphereVxlanSignatures, onlyIn: windows },
];
