import type { InferResponseType } from 'hono/client';
import type { Api } from '#lib/api.ts';

type Routes = Api['client']['api'];
type Listing = InferResponseType<Routes['connections']['$get'], 200>;
export type Connection = Listing['connections'][number];
export type ReadyMade = Listing['ready'][number];
export type Fields = ReadyMade['fields'];
export type Credential = Listing['credentials'][number];
export type Run = InferResponseType<Routes['connection-runs'][':id']['$get'], 200>;
export type ListedRun = InferResponseType<Routes['connections'][':id']['runs']['$get'], 200>[number];
export type Difference = NonNullable<Run['difference']>;
export type Example = Difference['examples'][number];
export type Sample = InferResponseType<Routes['connections']['sample']['$post'], 200>;

/** The parts of the api that belong to connections. */
export class ConnectionClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async #json<T>(method: string, path: string, body?: unknown, version?: number): Promise<T> {
    const response = await this.#api.send(`${this.#api.root}/api${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  list = (): Promise<Listing> => this.#json('GET', '/connections');
  add = (fields: Fields, ready: string | null): Promise<Connection> =>
    this.#json('POST', '/connections', { ...fields, ready });
  change = ({ id, version }: Connection, fields: Fields): Promise<Connection> =>
    this.#json('PUT', `/connections/${id}`, fields, version);
  remove = ({ id, version }: Connection): Promise<void> =>
    this.#json('DELETE', `/connections/${id}`, undefined, version);
  sample = (fields: Fields): Promise<Sample> => this.#json('POST', '/connections/sample', fields);
  start = (id: string): Promise<ListedRun> => this.#json('POST', `/connections/${id}/runs`);
  runs = (id: string): Promise<ListedRun[]> => this.#json('GET', `/connections/${id}/runs?limit=10`);
  run = (id: string): Promise<Run> => this.#json('GET', `/connection-runs/${id}`);
  decide = (id: string, what: 'accept' | 'reject' | 'cancel'): Promise<ListedRun> =>
    this.#json('POST', `/connection-runs/${id}/${what}`);
}
