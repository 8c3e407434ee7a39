import { expect, it } from 'vitest';
import { Channel } from './channel.ts';

it('holds the writer back while the reader is busy, and hands over everything in order', async () => {
  const channel = new Channel<number>(2);
  let written = 0;
  const writing = (async () => {
    for (let i = 0; i < 50; i += 1) {
      await channel.push(i);
      written = i + 1;
    }
    channel.end();
  })();
  const read: number[] = [];
  for await (const item of channel) {
    await new Promise((resolve) => setImmediate(resolve));
    read.push(item);
    expect(written - read.length).toBeLessThanOrEqual(3);
  }
  await writing;
  expect(read).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

it('tells the writer when the reader fails, instead of leaving it waiting', async () => {
  const channel = new Channel<number>(1);
  await channel.push(1);
  const waiting = channel.push(2);
  channel.fail(new Error('disk full'));
  await expect(waiting).rejects.toThrow('disk full');
  await expect(channel.push(3)).rejects.toThrow('disk full');
});
