import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { ChainContent } from '@quartierblick/gis/stories/content.ts';
import type { SlideOf } from '@quartierblick/gis/stories/story.ts';
import { readAddress } from '@quartierblick/gis/views/offers.ts';
import type { AreaChoice } from '@quartierblick/gis/views/offers.ts';
import type { ChainAnswer } from '../../network/worker-messages.ts';
import type { Asking } from '../asking.ts';
import { behind, brokenParts, brokenView, nothing } from '../made.ts';
import type { Made, Maker } from '../made.ts';
import { chainFor, chainLayers, dayOf } from '../on-foot.ts';
import { NO_NETWORK } from './coverage.ts';

/** Gaps that can be read from the last row. */
const MOST_GAPS = 8;

/** Whose children these are, with the areas of which nothing is known. */
function areaText({ project }: Asking, area: AreaChoice, { units, missing }: ChainAnswer): Text {
  if (area === 'all') return { de: 'alle bekannten Kinder', en: 'all known children' };
  if (area === 'project') return project?.name ?? { de: 'Projektgebiet', en: 'project area' };
  const nameOf = (key: string) => units.find((unit) => unit.key === key)?.name ?? key;
  const all = area.map(nameOf).join(', ');
  if (missing.length === 0) return { de: all, en: all };
  const unknown = missing.map(nameOf).join(', ');
  return { de: `${all} (ohne Angaben: ${unknown})`, en: `${all} (not known: ${unknown})` };
}

async function make(ask: Asking, { view }: SlideOf<'chain'>): Promise<Made> {
  const search = new URLSearchParams(view);
  const { address } = readAddress(search);
  const broken = brokenParts(search, (one) => readAddress(one).broken);
  // A slide has one state; what it is compared with in the dashboard is not on it.
  if (address.other) broken.push(...[...search.keys()].filter((name) => name.startsWith('vs-')));
  const problems = broken.length > 0 ? [brokenView([...new Set(broken)])] : [];
  const chain = await chainFor(ask, address);
  if (!chain) return nothing(...problems, NO_NETWORK);
  const content: ChainContent = {
    kind: 'chain',
    cells: chain.cells.map(({ band, column, children, reached, places, placesUnknown, gaps }) => ({
      ...{ band, column, children, reached, places, placesUnknown, gaps },
    })),
    gaps: chain.known ? chain.gaps.slice(0, MOST_GAPS) : [],
    day: dayOf(address),
    reachM: Number(address.reach),
    area: areaText(ask, address.area, chain),
    known: chain.known,
  };
  return { content, ...(await behind(ask, chainLayers(address))), withheld: [], problems };
}

/** Offers as a chain from pregnancy on, and who is left without. */
export const chainMaker: Maker<'chain'> = { lowest: 'public', make };
