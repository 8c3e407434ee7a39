import { COLUMNS, GAP_REASONS } from '@quartierblick/gis/analysis/chain/chain.ts';
import type { Cell, Column, Gap, GapReason } from '@quartierblick/gis/analysis/chain/chain.ts';
import { isMeant } from '@quartierblick/gis/analysis/chain/gaps.ts';
import { MEANT_AGES } from '@quartierblick/gis/analysis/chain/meant.ts';
import { holdsOn } from '@quartierblick/gis/analysis/chain/offering.ts';
import { totalOf } from '@quartierblick/gis/analysis/coverage/range.ts';
import { OFFER_KINDS } from '@quartierblick/gis/layers/offers/kinds.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Figure } from '@quartierblick/gis/stories/rendition.ts';
import { START, writeAddress } from '@quartierblick/gis/views/offers.ts';
import { readOffers } from '../../offers/read-offers.ts';
import type { Asking } from '../asking.ts';
import { behind } from '../made.ts';
import { chainFor, chainLayers, dayOf } from '../on-foot.ts';
import { among, between, known, PLAIN } from './figure.ts';
import type { FigureMaker } from './figure.ts';

const GROUP: Text = { de: 'Angebote für Familien', en: 'Offers for families' };

/** Columns of which the absence is a gap. */
const GAP_COLUMNS = COLUMNS.filter((column) => column === 'any' || MEANT_AGES[column] !== null);

/** In the dative. */
const WHOM: Text = {
  de: 'Kindern, für die es gedacht ist (Schwangerschaften mitgezählt)',
  en: 'children for whom it is meant (pregnancies included)',
};

/** Why somebody is without, behind a number of children. */
const REASONS: Readonly<Record<GapReason, Text>> = {
  none: { de: 'weil es keines gibt', en: 'because there is none' },
  expired: { de: 'weil es ausgelaufen ist', en: 'because it has ended' },
  language: { de: 'weil die Sprache fehlt', en: 'for want of the language' },
  time: { de: 'weil die Zeit nicht passt', en: 'because of its time' },
  far: {
    de: `weil es weiter als ${START.reach} m Fußweg ist`,
    en: `because it is farther than ${START.reach} m on foot`,
  },
  places: { de: 'weil die Plätze nicht reichen', en: 'because places do not suffice' },
};

function titleOf(column: Column): Text {
  if (column === 'any') return { de: 'Kinder ohne irgendein Angebot', en: 'Children without any offer' };
  const { de, en } = OFFER_KINDS[column];
  return { de: `Kinder ohne Angebot: ${de}`, en: `Children without an offer: ${en}` };
}

/** How many are without for which reason: a gap is more than a long way. */
function reasonsOf(gaps: readonly Gap[]): Text[] {
  const told = GAP_REASONS.flatMap((reason) => {
    const own = totalOf(gaps.filter((gap) => gap.reason === reason).map(({ children }) => children));
    const n = Math.round(own.expected);
    return n > 0 ? [{ n, words: REASONS[reason] }] : [];
  });
  if (told.length === 0) return [];
  return [
    {
      de: `Davon ${told.map(({ n, words }) => `${n.toLocaleString('de')}, ${words.de}`).join('; ')}.`,
      en: `Of these ${told.map(({ n, words }) => `${n.toLocaleString('en')} ${words.en}`).join('; ')}.`,
    },
  ];
}

/** Children without an offer at the ages at which the chain means it to be there, whatever the reason. */
async function gapOf(ask: Asking, column: Column): Promise<Omit<Figure, 'name'>> {
  const chain = await chainFor(ask, START);
  const cells = (chain?.cells ?? []).filter((cell: Cell) => cell.column === column && isMeant(cell));
  const gaps = cells.flatMap((cell) => cell.gaps);
  const without = totalOf(gaps.map(({ children }) => children));
  const all = totalOf(cells.map(({ children }) => children));
  const there = chain?.known === true && all.most > 0;
  return {
    ...PLAIN,
    title: titleOf(column),
    ...known(there ? Math.round(without.expected) : null),
    format: 'count',
    denominator: among(all, WHOM),
    modelled: true,
    notes: [...reasonsOf(gaps), ...between(without), ...(chain?.notes ?? [])],
    ...(await behind(ask, chainLayers(START))),
    seenAt: `/offers${writeAddress({ ...START, cell: null }, new URLSearchParams())}`,
  };
}

/** Children without an offer of a kind, or without a place in one, within reach on foot: `gap:kita`. */
export const gapFigures: FigureMaker = {
  lowest: 'public',
  group: GROUP,
  offered: async () =>
    GAP_COLUMNS.filter((column) => column !== 'any').map((column) => ({
      name: `gap:${column}`,
      title: titleOf(column),
    })),
  async make(ask, argument) {
    const column = GAP_COLUMNS.find((one) => one === argument && one !== 'any');
    return column ? gapOf(ask, column) : null;
  },
};

/** Children without any offer in reach. */
export const anyGapFigures: FigureMaker = {
  lowest: 'public',
  group: GROUP,
  offered: async () => [{ name: 'gap-any', title: titleOf('any') }],
  make: async (ask, argument) => (argument === '' ? gapOf(ask, 'any') : null),
};

const HOLDING: Text = { de: 'Angebote, die heute gelten', en: 'Offers that hold today' };

/** Offers that hold on the day on which it is asked. */
export const offerFigures: FigureMaker = {
  lowest: 'public',
  group: GROUP,
  offered: async () => [{ name: 'offers', title: HOLDING }],
  async make(ask, argument) {
    if (argument !== '') return null;
    const all = await ask.once('offers', () => readOffers(ask.tools.deps.db.sql));
    const day = dayOf(START);
    return {
      ...PLAIN,
      title: HOLDING,
      ...known(all.length > 0 ? all.filter((offer) => holdsOn(offer, day)).length : null),
      format: 'count',
      denominator:
        all.length > 0
          ? {
              de: `von ${all.length.toLocaleString('de')} im Verzeichnis`,
              en: `of ${all.length.toLocaleString('en')} in the register`,
            }
          : null,
      ...(await behind(ask, [offers])),
      seenAt: '/offers',
    };
  },
};
