import { createReadStream, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Env } from '../env.ts';
import type { ImportProgress, ImportReport } from '../imports/report.ts';
import type { Choice } from './orders.ts';
import { refusedBy } from './refused-by.ts';
import { Refused } from './way.ts';
import type { Way } from './way.ts';
import { say } from './words.ts';
import type { Language } from './words.ts';

const PATIENCE_MS = 3000;
const serverSchema = z.object({ host: z.string().default('127.0.0.1'), port: z.int().min(1) });

interface Server {
  base: string;
  token: string;
}

/** The server that is running on this data folder, or null. A file left by a server that is gone is seen through. */
async function findServer(env: Env): Promise<Server | null> {
  try {
    const { host, port } = serverSchema.parse(JSON.parse(readFileSync(join(env.dataDir, 'server.json'), 'utf8')));
    const token = readFileSync(join(env.dataDir, 'token'), 'utf8').trim();
    // A server on all addresses is reached on the loopback one.
    const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
    const base = `http://${name}:${port}/api`;
    const health = await fetch(`${base}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return health.ok ? { base, token } : null;
  } catch {
    return null;
  }
}

/** Events of a server-sent stream. */
async function* eventsOf(response: Response): AsyncGenerator<{ event: string; data: string }> {
  if (!response.body) return;
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (event !== undefined && data !== undefined) yield { event, data };
    }
  }
}

function queryOf(choice: Choice): string {
  const query = new URLSearchParams();
  if (choice.as !== undefined) query.set('as', choice.as);
  if (choice.year !== undefined) query.set('year', String(choice.year));
  if (choice.asOf !== undefined) query.set('asOf', choice.asOf);
  if (choice.mapping) query.set('mapping', JSON.stringify(choice.mapping));
  return query.size > 0 ? `?${query}` : '';
}

/** The way through the server that runs on the data folder; null where none runs. */
export async function throughServer(env: Env, language: Language): Promise<Way | null> {
  const server = await findServer(env);
  if (!server) return null;
  const { base, token } = server;
  const headers = { authorization: `Bearer ${token}`, 'accept-language': language };
  let current: string | null = null;

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, { ...init, headers: { ...headers, ...init.headers } });
    } catch {
      throw new Refused('server-lost', say(language, 'server-lost'));
    }
    if (response.ok) return response;
    throw await refusedBy(response);
  }

  const report = async (path: string, init?: RequestInit) => (await (await ask(path, init)).json()) as ImportReport;

  async function follow(id: string, onProgress: (progress: ImportProgress) => void): Promise<ImportReport> {
    try {
      for await (const { event, data } of eventsOf(await ask(`/imports/${id}/events`))) {
        if (event === 'progress') onProgress(JSON.parse(data) as ImportProgress);
        else return JSON.parse(data) as ImportReport;
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    // The stream broke off without an end.
    const last = await report(`/imports/${id}`);
    if (last.state === 'queued' || last.state === 'running') {
      throw new Refused('server-lost', say(language, 'server-lost'));
    }
    return last;
  }

  return {
    ask,
    async follow(id, onProgress) {
      current = id;
      try {
        return await follow(id, onProgress);
      } finally {
        current = null;
      }
    },
    async run(file, choice, onProgress) {
      const { id } = await report(`/imports${queryOf(choice)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(basename(file)) },
        body: Readable.toWeb(createReadStream(file)) as unknown as BodyInit,
        duplex: 'half',
      } as RequestInit);
      current = id;
      try {
        return await follow(id, onProgress);
      } finally {
        current = null;
      }
    },
    undo: (id) => report(`/imports/${encodeURIComponent(id)}/undo`, { method: 'POST' }),
    async removeDemo() {
      const answer = (await (await ask('/demo/remove', { method: 'POST' })).json()) as { layers: string[] };
      return answer.layers;
    },
    async cancel() {
      if (current !== null) await ask(`/imports/${current}/cancel`, { method: 'POST' }).catch(() => undefined);
    },
    close: () => Promise.resolve(),
  };
}
