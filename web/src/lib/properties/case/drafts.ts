import type { Properties } from '#lib/api-types.ts';

/** What somebody has entered and not saved, with what it is based on. */
export interface Draft {
  values: Record<string, string>;
  base: Properties;
  version: number;
}

const PREFIX = 'quartierblick.case';

/**
 * Unsaved entries of one case in the tab's own storage: a reload, an expired session or a slip of the hand loses nothing,
 * and closing the tab forgets them.
 */
export class DraftStore {
  readonly #prefix: string;

  constructor(caseKey: string) {
    this.#prefix = `${PREFIX}/${encodeURIComponent(caseKey)}/`;
  }

  read(id: string): Draft | null {
    try {
      const raw = sessionStorage.getItem(this.#prefix + id);
      const draft: unknown = raw === null ? null : JSON.parse(raw);
      return isDraft(draft) ? draft : null;
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

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  return 'values' in value && 'base' in value && 'version' in value && typeof value.version === 'number';
}
