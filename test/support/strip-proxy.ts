import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** A reverse proxy as a city has one: what lies below a path goes to the dashboard, without that path. */
export interface StripProxy {
  /** Address of the dashboard through it, with the path. */
  url: string;
  /** Paths outside that somebody asked for: the dashboard has named an address that is not its own. */
  strays: string[];
  /** Where what comes is passed on to. */
  target(url: string): void;
  close(): Promise<void>;
}

/** @param prefix e.g. `/quartierblick` */
export async function startStripProxy(prefix: string): Promise<StripProxy> {
  let port = '';
  const strays: string[] = [];
  const proxy = createServer((incoming, answer) => {
    const path = incoming.url ?? '/';
    if (path !== prefix && !path.startsWith(`${prefix}/`)) {
      strays.push(path);
      answer.writeHead(404).end();
      return;
    }
    const { method, headers } = incoming;
    const onward = request(
      { host: '127.0.0.1', port, method, headers, path: path.slice(prefix.length) || '/' },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${prefix}`,
    strays,
    target(url) {
      ({ port } = new URL(url));
    },
    async close() {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
