/** A paragraph, or the items of a list that follow each other. */
export type Block = { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] };

const ITEM = /^\s*[-–•]\s+/;

/** The lines of a text: those that begin with a dash are items of a list, empty ones only part. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const last = blocks.at(-1);
    if (!ITEM.test(line)) blocks.push({ kind: 'paragraph', text: line.trim() });
    else if (last?.kind === 'list') last.items.push(line.replace(ITEM, ''));
    else blocks.push({ kind: 'list', items: [line.replace(ITEM, '')] });
  }
  return blocks;
}
