import type { FileChild } from 'docx';
import { heading, paragraph, picture, runs } from './docx-parts.ts';
import type { ToldFinding } from './finding-told.ts';
import type { Picture } from './map.ts';
import type { ProtocolWords } from './words.ts';

const ACCENT = '0B6B74';
const WARN = 'A34A06';
/** Photos take six tenths of the width: two fit a page beside their words. */
const PART = 0.6;

/** A finding as paragraphs. */
export async function finding(
  one: ToldFinding,
  words: ProtocolWords,
  photoOf: (kept: string) => Promise<Picture | null>,
): Promise<FileChild[]> {
  const said: FileChild[] = [
    heading(`${one.label}  ${one.title}`, 3),
    paragraph(one.meta, { muted: true, keepNext: true }),
    ...(one.note === null ? [] : [paragraph(words.asNoted, { muted: true }), paragraph(one.note, { indent: 200 })]),
    ...one.spoken.flatMap((text) => [paragraph(words.spoken, { muted: true }), paragraph(text, { indent: 200 })]),
    ...one.answers.map(({ question, answer }) =>
      paragraph([...runs(`${question} `, { muted: true }), ...runs(answer)]),
    ),
    ...one.contradictions.flatMap(({ field, values }) => [
      paragraph(field === '' ? words.contradiction : `${words.contradiction}: ${field}`, {
        bold: true,
        colour: WARN,
        bar: WARN,
      }),
      ...values.map(({ text, who }) =>
        paragraph([...runs(text), ...(who === '' ? [] : runs(` (${who})`, { muted: true }))], { bar: WARN }),
      ),
    ]),
  ];
  for (const { kept, alt, caption } of one.photos) {
    const photo = await photoOf(kept);
    said.push(photo ? picture(photo, 'jpg', alt, PART) : paragraph(words.photoMissing, { muted: true }));
    said.push(paragraph(caption === '' ? alt : `${alt}: ${caption}`, { muted: true }));
  }
  for (let i = 0; i < one.photosMissing; i++) said.push(paragraph(words.photoMissing, { muted: true }));
  const colour = one.isDecided ? ACCENT : WARN;
  const day = one.decided === '' ? [] : runs(` (${one.decided})`, { muted: true });
  said.push(
    paragraph([...runs(`${words.decision}: `, { bold: true, colour }), ...runs(one.decision), ...day], {
      bar: colour,
      before: 80,
    }),
  );
  return said;
}
