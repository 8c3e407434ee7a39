import { cellText } from '../cells.ts';
import type { Cell } from '../cells.ts';
import type { Mapping } from '../mapping.ts';
import type { TargetList } from '../target-list.ts';
import { wordsOfColumn } from '../suggest.ts';
import { codeOfWord } from '../words.ts';
import { saidBy } from './cell.ts';
import type { OfferValue } from './cell.ts';
import { writtenOfferValue } from './write.ts';
import { fieldOf, isOfferTarget, offerTargetLabel, offerTargetOfHeader, OFFER_GROUPS, textTarget } from './targets.ts';

/** Rows by which a column is judged, and the share of its cells that must be readable as what its name promises. */
const SAMPLE = 500;
const ENOUGH = 0.3;
/** So few words in a column of codes are a list of its own, to be mapped one by one. */
const FEW_WORDS = 20;

function fits(target: string, rows: readonly Cell[][], index: number, header: string, epoch1904: boolean): boolean {
  const filled = rows.slice(0, SAMPLE).filter((row) => cellText(row[index]) !== '');
  if (filled.length === 0) return true;
  const good = filled.filter((row) => {
    const said = Object.values(saidBy(target, row[index] ?? null, index, { target, header, epoch1904 }));
    return said.every(({ told }) => 'value' in told);
  });
  if (good.length / filled.length >= ENOUGH) return true;
  return fieldOf(target)?.kind === 'code' && wordsOfColumn(rows.slice(0, SAMPLE), index).length <= FEW_WORDS;
}

function suggest(headers: readonly string[], rows: readonly Cell[][], epoch1904: boolean): Mapping {
  const taken = new Set<string>();
  const mapping = headers.map((header, index) => {
    let target = offerTargetOfHeader(header) ?? null;
    // "Zeit: Mo 9.30 Uhr" names the day as well.
    if (target === 'times' && !fits('times', rows, index, header, epoch1904)) target = 'when';
    if (target === 'weekdays' && !fits('weekdays', rows, index, header, epoch1904)) target = 'when';
    if (target !== null && (taken.has(target) || !fits(target, rows, index, header, epoch1904))) target = null;
    if (target !== null) taken.add(target);
    return { target };
  });
  // "Straße" beside no house number holds the whole address.
  const street = mapping.find(({ target }) => target === 'street');
  if (street && !taken.has('house_number') && !taken.has('site_address')) street.target = 'site_address';
  return mapping;
}

function unknownWords(target: string | null, words: readonly string[]): string[] {
  const field = target === null ? undefined : fieldOf(target);
  if (target === null || field?.kind !== 'code') return [];
  const name = textTarget(target)?.field ?? target;
  return words.filter((word) => codeOfWord(name, field, word) === undefined);
}

/** The register of offers. */
export const OFFER_REGISTER: TargetList = {
  id: 'offers',
  groups: OFFER_GROUPS,
  isTarget: isOfferTarget,
  label: offerTargetLabel,
  ofHeader: offerTargetOfHeader,
  field: fieldOf,
  inWords(target, value, language) {
    const field = fieldOf(target);
    const told = field?.kind === 'months' || field?.kind === 'list' || field?.kind === 'codes';
    const written = told && value !== null ? writtenOfferValue(target, value as OfferValue, language) : null;
    return typeof written === 'string' ? written : undefined;
  },
  suggest,
  unknownWords,
};
