import type { Json, Place } from '@quartierblick/gis/walks/event.ts';
import type { CardItem } from '@quartierblick/gis/walks/plan.ts';
import type { FieldConflict, GivenAnswer, ReviewedFinding, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import type { Sql } from '../../db.ts';
import { readItems } from '../findings.ts';
import type { ProtocolFormats } from './content.ts';
import { plain } from './plain.ts';
import type { ProtocolLanguage, ProtocolWords } from './words.ts';

/** A photo of a finding that is here. */
export interface ToldPhoto {
  sha256: string;
  /** Checksum under which it is kept. */
  kept: string;
  /** Pixels. */
  width: number;
  height: number;
  alt: string;
  caption: string;
}

/** A finding in words. */
export interface ToldFinding {
  label: string;
  /** What was found, in a sentence where somebody wrote one. */
  title: string;
  /** By whom, when and how exactly. */
  meta: string;
  /** As it was noted; null where the title says it. */
  note: string | null;
  answers: { question: string; answer: string }[];
  spoken: string[];
  /** What devices contradict each other in, and who says what; no field where it is about the finding as a whole. */
  contradictions: { field: string; values: { text: string; who: string }[] }[];
  photos: ToldPhoto[];
  /** Photos that are still on a phone. */
  photosMissing: number;
  decision: string;
  /** When and by whom it was decided; empty where it was not. */
  decided: string;
  isDecided: boolean;
}

interface Telling {
  words: ProtocolWords;
  formats: ProtocolFormats;
  language: ProtocolLanguage;
  /** Titles of themes, and of stops with their number. */
  themes: ReadonlyMap<string, string>;
  stops: ReadonlyMap<string, string>;
}

const MOST_OF_SCALE = { rating: 5, smiley: 3 } as const;

function answerText({ kind, value, words: said, unit }: GivenAnswer, { words, language, formats }: Telling): string {
  if (said) return plain(said[language]);
  if (kind === 'rating' || kind === 'smiley') return words.ofScale(String(value), MOST_OF_SCALE[kind]);
  const text = typeof value === 'number' ? formats.number(value) : value;
  return plain(unit === null ? text : `${text} ${unit}`);
}

/** A value as it was said, whatever field it is of. */
function valueText(field: string, value: Json, telling: Telling, items: ReadonlyMap<string, CardItem>): string {
  const { words, formats, themes, stops, language } = telling;
  if (value === null || value === '') return words.nothing;
  if (field === 'place') {
    const { lon, lat } = value as unknown as Place;
    return words.somewhere(formats.degrees(lat), formats.degrees(lon));
  }
  if (typeof value !== 'string' && typeof value !== 'number') return JSON.stringify(value);
  if (field === 'theme') return plain(themes.get(String(value)) ?? String(value));
  if (field === 'stop') return stops.get(String(value)) ?? words.onTheWay;
  const item = items.get(field.replace('answer/', ''));
  const option = item?.options.find(({ id }) => id === value);
  return plain(option ? option.title[language] : String(value));
}

function contradiction({ kind, field, values }: FieldConflict, telling: Telling, items: ReadonlyMap<string, CardItem>) {
  const { words, language } = telling;
  const name = kind === 'finding' ? field : `${kind}/${field}`;
  const question = items.get(field.replace('answer/', ''))?.title[language];
  return {
    field: plain(words.fields[name] ?? question ?? words.answer),
    values: values.map(({ value, by }) => ({
      text: valueText(field, value, telling, items),
      who: by.map((role) => words.roles[role]).join(', '),
    })),
  };
}

function decisionOf(one: ReviewedFinding, all: readonly ReviewedFinding[], { words, formats }: Telling) {
  const { review, measures } = one;
  const into = all.find(({ key }) => review?.mergedInto === key);
  const parts = [
    ...(into ? [words.mergedInto(into.label)] : []),
    ...measures.map(({ number, title }) => words.measureNo(number, plain(title))),
    ...(review?.decision === 'no-action' && review.reason !== null ? [words.noAction(plain(review.reason))] : []),
  ];
  const inside = all.filter(({ review: of }) => of?.mergedInto === one.key).map(({ label }) => label);
  const also = inside.length > 0 ? [words.mergedHere(inside.join(', '))] : [];
  const decided =
    review?.decidedOn && review.decidedBy
      ? words.decidedBy(formats.date(review.decidedOn), plain(review.decidedBy))
      : '';
  return {
    decision: [...(parts.length > 0 ? parts : [words.undecided]), ...also].join('\n'),
    decided,
    isDecided: parts.length > 0,
  };
}

const metaOf = ({ role, foundAt, placed, accuracyM }: ReviewedFinding, { words, formats }: Telling): string =>
  [
    words.roles[role],
    words.clock(formats.time(foundAt)),
    ...(placed === 'map'
      ? [words.byHand]
      : placed === 'gps' && accuracyM !== null
        ? [words.accuracy(formats.number(accuracyM))]
        : []),
  ].join(' · ');

/** Reads what telling findings takes beside them. @returns how to tell each of the walk's findings */
export async function findingTold(sql: Sql, walk: string, { findings }: WalkFindings, telling: Telling) {
  const { words } = telling;
  const items = await readItems(sql, walk);
  const kept = await sql<{ sha256: string; kept: string; width: number | null; height: number | null }[]>`
    select sha256, kept_sha256 as kept, width, height from walk_blobs where walk_key = ${walk} and kind = 'photo'
  `;
  const blobs = new Map(kept.map((row) => [row.sha256, row]));
  return (one: ReviewedFinding): ToldFinding => {
    const { label, note, review, photos, voices } = one;
    const summary = review?.summary ?? null;
    const here = photos.flatMap(({ sha256, texts }, i): ToldPhoto[] => {
      const blob = blobs.get(sha256);
      const alt = words.photo(label, i + 1);
      if (!blob) return [];
      const { kept: file, width, height } = blob;
      return [{ sha256, kept: file, width: width ?? 4, height: height ?? 3, alt, caption: plain(texts.join(' / ')) }];
    });
    return {
      label,
      title: plain(summary ?? (note.trim() || words.noNote)),
      meta: metaOf(one, telling),
      note: summary !== null && note.trim() !== '' ? plain(note) : null,
      answers: one.answers.map((answer) => ({
        question: plain(answer.title[telling.language]),
        answer: answerText(answer, telling),
      })),
      spoken: voices.map(({ texts }) => plain(texts.join(' / ') || words.voiceOnly)),
      contradictions: [
        ...one.conflicts.map((conflict) => contradiction(conflict, telling, items)),
        ...(one.contested ? [{ field: '', values: [{ text: words.contested, who: '' }] }] : []),
      ],
      photos: here,
      photosMissing: photos.length - here.length,
      ...decisionOf(one, findings, telling),
    };
  };
}
