import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isFreeId } from '@quartierblick/gis/layers/free/identifiers.ts';
import { layers } from '@quartierblick/gis/layers/index.ts';
import type { Language } from './words.ts';
import { say } from './words.ts';

/** Something that the user must change; the message is one line in their language. */
export class Misuse extends Error {
  override name = 'Misuse';
}

/** How the files are to be taken; the same for all of a call. */
export interface Choice {
  as?: string;
  year?: number;
  asOf?: string;
  mapping?: Record<string, string>;
  /** Name of the layer or sheet in the file. */
  layerName?: string;
  /** System of the coordinates, e.g. `EPSG:25832`. */
  crs?: string;
  /** Id or name of a recipe. */
  recipe?: string;
  /** Line of a table that holds the names of its columns, from 1. */
  headerRow?: number;
}

export type Orders =
  | { what: 'help' }
  | { what: 'undo'; id: string; json: boolean }
  | { what: 'remove-demo'; json: boolean }
  | { what: 'inspect'; files: string[]; choice: Choice; json: boolean }
  | { what: 'import'; files: string[]; choice: Choice; json: boolean };

function mappingOf(pairs: readonly string[], language: Language): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1 || at === pair.length - 1) throw new Misuse(say(language, 'bad-map', pair));
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** A built-in layer, or what may be a free one: which of those there are, only the database knows. */
function layerOf(id: string, language: Language): string {
  if (isFreeId(id)) return id;
  const found = layers.find((layer) => layer.id === id);
  if (!found) throw new Misuse(say(language, 'unknown-layer', id, layers.map((layer) => layer.id).join(', ')));
  return found.id;
}

function parsed(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      year: { type: 'string' },
      'as-of': { type: 'string' },
      map: { type: 'string', multiple: true },
      inspect: { type: 'boolean' },
      'layer-name': { type: 'string' },
      crs: { type: 'string' },
      recipe: { type: 'string' },
      'header-row': { type: 'string' },
      undo: { type: 'string' },
      'remove-demo': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

/**
 * What the command line asks for. Paths start from `folder`, where the user called it.
 * @throws Misuse
 */
export function ordersOf(args: readonly string[], folder: string, language: Language): Orders {
  let found: ReturnType<typeof parsed>;
  try {
    found = parsed(args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Misuse(say(language, 'bad-option', message.split('. ')[0] ?? message));
  }
  const { values, positionals } = found;
  const json = values.json ?? false;
  if (values.help) return { what: 'help' };
  if (values.undo !== undefined) return { what: 'undo', id: values.undo, json };
  if (values['remove-demo']) return { what: 'remove-demo', json };
  if (positionals.length === 0) throw new Misuse(say(language, 'no-file'));
  const choice: Choice = {};
  if (values.as !== undefined) choice.as = layerOf(values.as, language);
  if (values.year !== undefined) {
    if (!/^(1\d|2[01])\d\d$/.test(values.year)) throw new Misuse(say(language, 'bad-year', values.year));
    choice.year = Number(values.year);
  }
  const asOf = values['as-of'];
  if (asOf !== undefined) {
    if (!z.iso.date().safeParse(asOf).success) throw new Misuse(say(language, 'bad-date', asOf));
    choice.asOf = asOf;
  }
  if (values.map) choice.mapping = mappingOf(values.map, language);
  if (values['layer-name'] !== undefined) choice.layerName = values['layer-name'];
  if (values.recipe !== undefined) choice.recipe = values.recipe;
  if (values.crs !== undefined) {
    const crs = /^\d+$/.test(values.crs) ? `EPSG:${values.crs}` : values.crs;
    if (!/^(?:EPSG:\d{4,6}|declared)(?:;swap|;east=-?\d{1,9})*$/.test(crs))
      throw new Misuse(say(language, 'bad-crs', crs));
    choice.crs = crs;
  }
  const row = values['header-row'];
  if (row !== undefined) {
    if (!/^[1-9]\d{0,2}$/.test(row)) throw new Misuse(say(language, 'bad-row', row));
    choice.headerRow = Number(row);
  }
  const files = positionals.map((file) => resolve(folder, file));
  return { what: values.inspect ? 'inspect' : 'import', files, choice, json };
}
