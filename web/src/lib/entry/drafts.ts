/**
 * Unsaved entries in the tab's own storage: a reload, an expired session or a slip of the hand loses nothing, and closing the tab
 * forgets them; so does another person's signing in.
 */
export class DraftStore<Draft> {
  readonly #prefix: string;
  readonly #isDraft: (value: unknown) => value is Draft;

  /**
   * @param of what the entries belong to, e.g. `case` and its key
   * @param isDraft whether what lies there is one; storage may hold what an earlier version of the page wrote
   */
  constructor([kind, key]: readonly [kind: string, key: string], isDraft: (value: unknown) => value is Draft) {
    this.#prefix = `quartierblick.${kind}/${encodeURIComponent(key)}/`;
    this.#isDraft = isDraft;
  }

  read(id: string): Draft | null {
    try {
      const raw = sessionStorage.getItem(this.#prefix + id);
      const draft: unknown = raw === null ? null : JSON.parse(raw);
      return this.#isDraft(draft) ? draft : null;
    } catch {
      return null;
    }
  }

  write(id: string, draft: Draft): void {
    try {
      sessionStorage.setItem(this.#prefix + id, JSON.stringify(draft));
    } catch {
      // Storage may be refused or full; the form itself still holds what was entered.
    }
  }

  forget(id: string): void {
    try {
      sessionStorage.removeItem(this.#prefix + id);
    } catch {
      // As above.
    }
  }

  /** Ids of the forms that hold something unsaved. */
  ids(): string[] {
    try {
      return Object.keys(sessionStorage)
        .filter((name) => name.startsWith(this.#prefix))
        .map((name) => name.slice(this.#prefix.length));
    } catch {
      return [];
    }
  }
}
