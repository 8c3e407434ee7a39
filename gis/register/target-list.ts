import type { Field, Text } from '../layers/fields.ts';
import type { Cell } from './cells.ts';
import type { Mapping } from './mapping.ts';

/** Registers that are kept in files and read in again. */
export const REGISTER_IDS = ['properties', 'offers'] as const;
export type RegisterId = (typeof REGISTER_IDS)[number];

/** Targets that belong together, as the choice of a column's target shows them. */
export interface TargetGroup {
  id: 'fields' | 'parts' | 'texts';
  targets: readonly string[];
}

/** Where the columns of a register's file can go. Reading, mapping and reporting a file need no more of a register than this. */
export interface TargetList {
  id: RegisterId;
  groups: readonly TargetGroup[];
  isTarget(target: string): boolean;
  label(target: string): Text;
  /** The target that a column's name means. */
  ofHeader(header: string): string | undefined;
  /** How values of a target are written and which codes it knows; undefined for what is no field, e.g. a key. */
  field(target: string): Field | undefined;
  /** A value in words where the field alone does not say it, e.g. names of languages for their codes. */
  inWords?(target: string, value: unknown, language: keyof Text): string | undefined;
  /** Where each column probably goes. */
  suggest(headers: readonly string[], rows: readonly Cell[][], epoch1904: boolean): Mapping;
  /** Words of a code column that nothing explains yet. */
  unknownWords(target: string | null, words: readonly string[]): string[];
}
