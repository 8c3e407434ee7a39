import { remoteSaid } from '@quartierblick/gis/stories/remote.ts';
import type { RemoteSaid } from '@quartierblick/gis/stories/remote.ts';
import { ApiProblem, type Api } from '#lib/api.ts';

/** Until the line is opened anew after it was lost. */
const AGAIN_MS = 2000;

/** A room in which a presentation and a phone hear each other, over the server that both reach. */
export class RemoteRoom {
  readonly #api: Pick<Api, 'root'>;
  readonly #secret: string;
  readonly #closed = new AbortController();

  constructor(api: Pick<Api, 'root'>, secret: string) {
    this.#api = api;
    this.#secret = secret;
  }

  async say(said: RemoteSaid): Promise<void> {
    await this.#send('/api/remotes/said', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(said),
    });
  }

  /**
   * Hears until the room is left; a line that is lost is opened again.
   * @param onstate whether the line stands; 'gone' where the secret does not hold any more, then it is not tried again
   */
  async hear(onsaid: (said: RemoteSaid) => void, onstate: (state: 'open' | 'lost' | 'gone') => void): Promise<void> {
    while (!this.#closed.signal.aborted) {
      try {
        const answer = await this.#send('/api/remotes/events', {});
        onstate('open');
        for await (const data of dataOf(answer)) {
          const said = remoteSaid.safeParse(JSON.parse(data));
          if (said.success) onsaid(said.data);
        }
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return onstate('gone');
      }
      if (this.#closed.signal.aborted) return;
      onstate('lost');
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  leave(): void {
    this.#closed.abort();
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), 'x-remote': this.#secret };
    // Not by the client of the page: a phone without a network is nothing that its banner should tell.
    const answer = await fetch(this.#api.root + path, { ...init, headers, signal: this.#closed.signal });
    if (answer.ok) return answer;
    const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    throw new ApiProblem(answer.status, body);
  }
}

/** The data of server-sent events, one after the other. EventSource cannot send the header that opens the room. */
async function* dataOf({ body }: Response): AsyncGenerator<string> {
  if (!body) return;
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n').filter((line) => line.startsWith('data:'));
      if (lines.length > 0) yield lines.map((line) => line.slice(5).trimStart()).join('\n');
    }
  }
}
