import { expect, it } from 'vitest';
import { classOf } from '../../src/core/claim-fit.ts';
import type { PersistentVolumeClaim, StorageClass } from '../../src/core/kinds.ts';

const storageClass = (name: string, creationTimestamp: string, isDefault = true): StorageClass => ({
  metadata: { name, creationTimestamp, annotations: isDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {} },
  provisioner: 'example.com/disk',
});
const classes = [
  storageClass('a-old', '2026-01-01T00:00:00Z'),
  storageClass('c-new', '2026-03-01T00:00:00Z'),
  storageClass('b-new', '2026-03-01T00:00:00Z'),
  storageClass('newest', '2026-04-01T00:00:00Z', false),
];
const claim = (storageClassName?: string) => ({ metadata: { name: 'data' }, spec: { storageClassName } }) as PersistentVolumeClaim;

it.each([
  [undefined, 'b-new'],
  ['a-old', 'a-old'],
  ['none', undefined],
  ['', undefined],
])('a claim of class %j gets %j: of several defaults the newest, and of two as new the first by name', (named, wanted) => {
  expect(classOf(claim(named), classes)?.metadata?.name).toBe(wanted);
});
