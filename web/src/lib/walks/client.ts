import type { Role } from '@quartierblick/gis/walks/event.ts';
import type { StopRef, Walk, WalkCard, WalkStop, WalkSummary } from '@quartierblick/gis/walks/walk.ts';
import type { MeasureTheme } from '@quartierblick/gis/walks/measure.ts';
import type { Api } from '#lib/api.ts';

/** What is entered of a walk. */
export type WalkFields = Pick<
  Walk,
  'title' | 'purpose' | 'theme' | 'meetingPoint' | 'startsAt' | 'profile' | 'ordered' | 'minutesAStop' | 'showsOthers'
>;
export type WalkChange = Partial<WalkFields> & { state?: 'draft' | 'open' | 'walked'; consent?: true };
export type CardFields = Pick<WalkCard, 'title' | 'titleEn' | 'theme' | 'roles' | 'items'>;

/** A place that no walk has seen yet. */
export interface ProposedStop {
  name: string;
  lon: number;
  lat: number;
  ref: StopRef;
}
export interface Proposal {
  stops: ProposedStop[];
  unseen: number;
  places: number;
}

/** Walks, their stops and cards. Errors are `ApiProblem` or `Unreachable`. */
export class WalkClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  walks = async (): Promise<WalkSummary[]> => (await this.#json<{ walks: WalkSummary[] }>('GET', 'walks')).walks;
  walk = (key: string): Promise<Walk> => this.#json('GET', `walks/${encodeURIComponent(key)}`);
  add = (walk: Partial<WalkFields> & { stops?: WalkStop[] }): Promise<Walk> => this.#json('POST', 'walks', walk);
  change = ({ key, version }: Walk, change: WalkChange): Promise<Walk> =>
    this.#json('PATCH', `walks/${key}`, change, version);
  stops = ({ key, version }: Walk, stops: readonly WalkStop[]): Promise<Walk> =>
    this.#json('PUT', `walks/${key}/stops`, { stops }, version);
  route = ({ key, version }: Walk, round: boolean): Promise<Walk> =>
    this.#json('POST', `walks/${key}/route`, { round }, version);
  /** @param walk whose stops count as seen */
  proposal = (walk: string, perspective: Role, dark: boolean): Promise<Proposal> =>
    this.#json('GET', `walks/proposal?${new URLSearchParams({ walk, perspective, dark: String(dark) })}`);

  /** Of the master plan, in their order. */
  themes = async (): Promise<MeasureTheme[]> =>
    (await this.#json<{ themes: MeasureTheme[] }>('GET', 'measure-themes')).themes;
  cards = async (): Promise<WalkCard[]> => (await this.#json<{ cards: WalkCard[] }>('GET', 'walk-cards')).cards;
  addCard = (card: CardFields): Promise<WalkCard> => this.#json('POST', 'walk-cards', card);
  changeCard = ({ key, version }: WalkCard, change: Partial<CardFields> & { retired?: boolean }): Promise<WalkCard> =>
    this.#json('PATCH', `walk-cards/${key}`, change, version);

  async #json<T>(method: string, path: string, body?: unknown, seen?: number): Promise<T> {
    const response = await this.#api.send(`${this.#api.root}/api/${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(seen !== undefined && { 'If-Match': `"${seen}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }
}
