import type { Block } from './wire.ts';

/** Slack names each block that has no name. */
export function withIds(blocks: readonly Block[], prefix = 'b'): readonly Block[] {
  return blocks.map((block, index) => {
    const id = `${prefix}${index}`;
    const children = Array.isArray(block.child_blocks) ? { child_blocks: withIds(block.child_blocks as Block[], `${id}-`) } : {};
    return { block_id: id, ...block, ...children };
  });
}
