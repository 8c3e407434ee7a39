import { Agent, get } from 'node:http';

/** Fetches an address and reads it to the end. @returns its size in bytes @throws where the status is not 200 */
function fetchBytes(agent: Agent, port: number, path: string, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': encoding };
    get({ agent, port, host: '127.0.0.1', path, headers }, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => (bytes += part.length));
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${path}: ${response.statusCode}`)),
      );
    }).on('error', reject);
  });
}

/** Fetches all paths with so many clients at a time, each on one connection that is kept. @returns seconds */
export async function fetchAll(
  port: number,
  paths: readonly string[],
  clients: number,
  encoding: string,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const queue = paths.values();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (const path of queue) await fetchBytes(agent, port, path, encoding);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return seconds;
}
