import type { V1Pod } from '@kubernetes/client-node';
import { probeCommand } from '../core/on-call/probe-pod/check.ts';
import type { ProbeRequest } from '../core/on-call/probe-pod/probe-answer.ts';

/** It ends by itself even if nobody is there to delete it. */
export const deadlineSeconds = 45;

/** Named after its probe, so that a repeated run takes up the same pod. */
export function probePodName(id: string): string {
  return `kubewhy-probe-${id}`;
}

/** A pod that may do nothing but run its command: it passes the Pod Security Standard `restricted`. */
export function probePodManifest(id: string, { namespace, check }: ProbeRequest, image: string): V1Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: probePodName(id), namespace, labels: { 'app.kubernetes.io/name': 'kubewhy-probe', 'app.kubernetes.io/managed-by': 'kubewhy' } },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: deadlineSeconds,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65_534, runAsGroup: 65_534, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'probe',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: [...probeCommand(check)],
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '100m', memory: '32Mi' } },
        },
      ],
    },
  };
}
