import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import { DraftStore } from '#lib/entry/drafts.ts';

/** What somebody has entered and not saved, with what it is based on. */
export interface Draft {
  values: Record<string, string>;
  base: Properties;
  version: number;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  return 'values' in value && 'base' in value && 'version' in value && typeof value.version === 'number';
}

/** Unsaved entries of one case. */
export const caseDrafts = (caseKey: string): DraftStore<Draft> => new DraftStore(['case', caseKey], isDraft);
