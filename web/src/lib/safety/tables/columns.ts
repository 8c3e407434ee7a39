import { ACCIDENT_KIND, ACCIDENT_TYPE, LIGHT, ROAD_STATE } from '@quartierblick/gis/layers/accidents/codes.ts';
import { PARTICIPANTS } from '@quartierblick/gis/analysis/safety/accident.ts';
import { weighed } from '@quartierblick/gis/analysis/safety/weights.ts';
import { CRITERION_TITLES, PLACE_TITLES, PRESET_TITLES } from '@quartierblick/gis/layers/hotspots/codes.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import type { StripItem } from '../items.ts';
import { severityText } from '../items.ts';
import type { PlacedSection } from '@quartierblick/gis/safety/street-answers.ts';
import type { SafetyScreen } from '../screen.svelte.ts';
import { placeText, reasonText, viewText } from '../section-text.ts';

/** A table ready to be written: header and rows. */
export interface Written {
  header: string[];
  rows: WrittenCell[][];
}

const metres = (value: number): number => Math.round(value * 10) / 10;

/** Accidents on the strip that pass the filters. */
export function accidentRows({ items, t, app: { language } }: SafetyScreen): Written {
  const pick = (code: string | null, words: Record<string, { de: string; en: string }>) =>
    code !== null && words[code] ? language.pick(words[code]) : null;
  const rows = items.flatMap(({ accident: placed }): WrittenCell[][] => {
    if (!placed) return [];
    const { accident: one, chainage, offset } = placed;
    const who = PARTICIPANTS.filter((each) => one.with[each]).map((each) => t.withWhom[each]);
    return [
      [
        ...[one.key, metres(chainage), metres(offset), one.year, one.month],
        ...[
          one.weekday && (t.filter.day[one.weekday] ?? null),
          one.hour,
          severityText(one.category, t),
          who.join(', '),
        ],
        ...[
          pick(one.type, ACCIDENT_TYPE),
          pick(one.kind, ACCIDENT_KIND),
          pick(one.light, LIGHT),
          pick(one.roadState, ROAD_STATE),
        ],
      ],
    ];
  });
  const header = [
    ...[
      t.key,
      t.stationing,
      t.offset,
      t.filter.years,
      language.code === 'de' ? 'Monat' : 'Month',
      t.weekday,
      t.filter.hours,
    ],
    ...[t.filter.categories, t.byParticipant, language.code === 'de' ? 'Unfalltyp' : 'Type'],
    ...[language.code === 'de' ? 'Unfallart' : 'Kind', t.filter.light, t.filter.roadStates],
  ];
  return { header, rows };
}

/** What the charts show: one row for each bar and field; an empty number is a year without data, not nought. */
export function chartRows({ engine, t }: SafetyScreen): Written {
  const charts = engine.figures?.charts;
  const day = (weekday: string) => t.filter.day[weekday] ?? weekday;
  const rows: WrittenCell[][] = charts
    ? [
        ...charts.years.map(({ year, count }) => [t.byYear, year, null, count]),
        ...charts.participants.map(({ participant, count }) => [t.byParticipant, t.withWhom[participant], null, count]),
        ...charts.hours.flatMap(({ weekday, counts }) =>
          counts.map((count, hour) => [t.byHour, day(weekday), hour, count]),
        ),
      ]
    : [];
  return { header: [t.tab.charts, t.name, t.filter.hours, t.tab.accidents], rows };
}

/** Crossings, places and side streets on the strip. */
export function markRows({ items, t }: SafetyScreen): Written {
  const rows = items.flatMap(({ mark, title, chainage, offset }: StripItem): WrittenCell[][] =>
    mark ? [[mark.id, metres(chainage), metres(offset), title]] : [],
  );
  return { header: [t.key, t.stationing, t.offset, t.name], rows };
}

/** Sections with the accidents that make them. */
export function sectionRows(sections: readonly PlacedSection[], screen: SafetyScreen): Written {
  const { t, thresholds } = screen;
  const { language } = screen.app;
  const rows = sections.map((section): WrittenCell[] => {
    const { counts, from, to, accidents, criterion, preset, place } = section;
    return [
      ...[placeText(section, t), language.pick(PLACE_TITLES[place])],
      ...[from === null ? null : metres(from), to === null ? null : metres(to)],
      ...[language.pick(CRITERION_TITLES[criterion]), reasonText(section, thresholds?.preset, language)],
      ...[
        language.pick(PRESET_TITLES[preset]),
        viewText(section),
        accidents.length,
        counts.killed + counts.severe,
        counts.light,
      ],
      ...[weighed(counts, 'five-two'), weighed(counts, 'cost'), accidents.join(' ')],
    ];
  });
  const header = [
    ...[
      t.where,
      t.place,
      t.chainage('').trim(),
      '…',
      t.met,
      t.kind,
      t.presets,
      t.period,
      t.made,
      t.severeOf,
      t.lightOf,
    ],
    ...[t.points, t.cost, t.key],
  ];
  return { header, rows };
}
