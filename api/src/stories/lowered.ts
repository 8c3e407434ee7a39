import type { Context } from 'hono';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import { editionOf } from '../auth/identity.ts';
import { Problem } from '../errors.ts';

/** The edition that is asked for; the caller's own where none is. @throws Problem 403 where it is above the caller's */
export function lowered(c: Context, asked: Rendition['edition'] | undefined): Rendition['edition'] {
  const own = editionOf(c);
  const highest = own === 'admin' ? 'planner' : own;
  if (asked === undefined || maySee(own, asked)) return asked ?? highest;
  throw new Problem({
    status: 403,
    type: 'forbidden',
    title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' },
    detail: { de: 'Diese Ausgabe zeigt mehr, als Sie sehen dürfen.', en: 'This edition shows more than you may see.' },
  });
}
