import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';

/** A line to a server that breaks, as a phone's does in poor signal. */
export interface CutProxy {
  /** Where to reach the server through it. */
  url: string;
  /** The next lines break after so many bytes, both ways together; those after them hold. Lines that are open break at once. */
  cutAfter(bytes: readonly number[]): void;
  /** No line is taken any more, and open ones break: no signal at all. */
  isDown: boolean;
  close(): Promise<void>;
}

/** Passes on what comes to a port of this machine, byte by byte, until the line is to break. */
export async function startCutProxy(port: number): Promise<CutProxy> {
  let budgets: number[] = [];
  let isDown = false;
  const lines = new Set<Socket>();
  const breakAll = () => {
    for (const line of lines) line.destroy();
  };

  const proxy = createServer((near) => {
    if (isDown) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    let left = budgets.shift() ?? Infinity;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(from);
      const end = () => {
        lines.delete(from);
        to.destroy();
      };
      from.on('error', end);
      from.on('close', end);
      from.on('data', (part: Buffer) => {
        // What is within the budget arrives, though it be half a request: that is how lines break.
        to.write(part.subarray(0, Math.max(0, left)), () => {
          if (left <= 0) end();
        });
        left -= part.length;
        if (left <= 0) from.destroy();
      });
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cutAfter(bytes) {
      budgets = [...bytes];
      breakAll();
    },
    get isDown() {
      return isDown;
    },
    set isDown(value) {
      isDown = value;
      if (value) breakAll();
    },
    async close() {
      breakAll();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
