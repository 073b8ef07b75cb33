import type { LogSignature } from '../../core/log-signature.ts';

const look = {
  en: 'See how busy CPU, memory and disk of the control-plane node are.',
  ko: '컨트롤 플레인 노드의 CPU, 메모리, 디스크 사용량을 확인합니다.',
};

/** What components say when they get too little CPU, memory or disk. */
export const starvationSignatures: readonly LogSignature[] = [
  {
    id: 'election-lost',
    patterns: [/leaderelection lost|[Ll]eader election lost|failed to renew lease [\w./-]{1,120}: .{0,120}(?:timed out|deadline exceeded)/],
    says: {
      en: (who) => `${who} ended because it could not renew its lease in time: the API server answered too slowly.`,
      ko: (who) => `${who}가 제때 리스를 갱신하지 못해 끝났습니다. API 서버의 응답이 너무 느렸습니다.`,
    },
    look,
    fix: { en: 'Give the control plane more CPU, or a faster disk for etcd.', ko: '컨트롤 플레인에 CPU를 늘리거나 etcd에 더 빠른 디스크를 씁니다.' },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/cmd/kube-controller-manager/app/controllermanager.go#L343',
  },
  {
    id: 'etcd-slow-disk',
    patterns: [/leader failed to send out heartbeat on time|slow fdatasync|took too long, leader is overloaded/],
    says: {
      en: (who) => `${who} is overloaded: its disk is too slow, or it gets too little CPU, so it misses its heartbeats.`,
      ko: (who) => `${who}의 부하가 너무 큽니다. 디스크가 느리거나 CPU가 부족해 하트비트를 제때 보내지 못합니다.`,
    },
    look,
    fix: { en: 'Give etcd a disk of its own (SSD) and enough CPU.', ko: 'etcd에 전용 디스크(SSD)와 충분한 CPU를 줍니다.' },
    link: 'https://github.com/etcd-io/etcd/blob/v3.6.4/server/etcdserver/raft.go',
  },
  {
    id: 'etcd-request-timed-out',
    generic: true,
    patterns: [/etcdserver: request timed out|etcdserver: leader changed|apply request took too long/],
    says: {
      en: (who) => `${who} waits for etcd too long: etcd gets too little CPU or disk.`,
      ko: (who) => `${who}가 etcd의 응답을 너무 오래 기다립니다. etcd에 CPU나 디스크가 부족합니다.`,
    },
    look,
    fix: { en: 'Give etcd a disk of its own (SSD) and enough CPU.', ko: 'etcd에 전용 디스크(SSD)와 충분한 CPU를 줍니다.' },
    link: 'https://github.com/etcd-io/etcd/blob/v3.6.4/server/etcdserver/errors/errors.go',
  },
];
