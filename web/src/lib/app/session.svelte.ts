import { maySee, type Edition } from '@quartierblick/gis/layers/define.ts';

/** An account as the session tells of it. */
export interface SessionUser {
  id: string;
  name: string;
  email: string;
  edition: Edition;
}

/** `GET /api/session`: who is asking, and by which ways one may sign in. */
export interface SessionInfo {
  edition: Edition;
  user: SessionUser | null;
  demoAccounts: { email: string; name: string; edition: Edition }[];
  oidc: { label: string } | null;
}

const NOBODY: SessionInfo = { edition: 'public', user: null, demoAccounts: [], oidc: null };

/** Who is signed in, and what they may see. */
export class Session {
  info = $state.raw<SessionInfo>(NOBODY);
  /** `failed`: the server was asked and did not say; it judges every request anyway. */
  state = $state<'asking' | 'known' | 'failed'>('asking');
  /** Signed in when the screen was drawn, and no longer: what is on screen stays until the person decides. */
  expired = $state(false);
  readonly edition = $derived(this.info.edition);
  readonly user = $derived(this.info.user);

  #read: () => Promise<SessionInfo>;
  #leave: () => void;
  #listeners = new Set<() => void>();
  #asked = 0;

  /**
   * @param read asks the server who is there
   * @param leave called when whoever was signed in has signed out, or somebody else has signed in instead
   */
  constructor(read: () => Promise<SessionInfo>, leave: () => void = () => {}) {
    this.#read = read;
    this.#leave = leave;
  }

  /** Whether a screen of this edition is offered; the server decides about everything in it. */
  may(lowest: Edition): boolean {
    return this.state === 'failed' || maySee(this.edition, lowest);
  }

  /** Called after another person or role came to be in force; returns the function that ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Asks the server. A session that ended by itself is only marked as expired, so that nothing typed is lost.
   * @param deliberate the person signed in or out, or gave up the expired session
   */
  async refresh(deliberate = false): Promise<void> {
    const ask = ++this.#asked;
    let next: SessionInfo;
    try {
      next = await this.#read();
    } catch {
      // The connection's banner says it; who was signed in is taken to be so still.
      if (this.state === 'asking') this.state = 'failed';
      return;
    }
    if (ask !== this.#asked) return;
    if (this.user && !next.user && !deliberate) {
      this.expired = true;
      return;
    }
    this.expired = false;
    const changed = this.state !== 'asking' && (next.user?.id !== this.user?.id || next.edition !== this.edition);
    if (this.user && next.user?.id !== this.user.id) this.#leave();
    this.info = next;
    this.state = 'known';
    if (changed) for (const listener of this.#listeners) listener();
  }
}
