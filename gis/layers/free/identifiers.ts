/** Longest name behind `free-`: the names of tables, indexes and constraints made of it stay below PostgreSQL's 63 bytes. */
const LONGEST_SLUG = 36;
const LONGEST_COLUMN = 40;

/** Names that a layer's table has anyway, or that PostgreSQL, tiles and exports use for themselves. */
const RESERVED = new Set(
  'id key symbol import_id geom geom_3857 geometry version changed_at changed_by layer class mark type properties bbox tableoid xmin xmax cmin cmax ctid'.split(
    ' ',
  ),
);

const FREE_ID = /^free-[a-z0-9]+(?:-[a-z0-9]+)*$/;
const COLUMN = /^[a-z](?:_?[a-z0-9])*$/;

/** Whether an id can be that of a free layer; says nothing about whether it exists. */
export function isFreeId(id: string): boolean {
  return id.length <= 'free-'.length + LONGEST_SLUG && FREE_ID.test(id);
}

/** Whether a name may be a column of a free layer's table. */
export function isFreeColumn(name: string): boolean {
  return name.length <= LONGEST_COLUMN && COLUMN.test(name) && !RESERVED.has(name);
}

/** Table of a free layer: made of an id that is checked letter by letter, never of what somebody wrote. @throws RangeError */
export function freeTable(id: string): string {
  if (!isFreeId(id)) throw new RangeError(`not the id of a free layer: ${id}`);
  return `free_layer_${id.slice('free-'.length).replaceAll('-', '_')}`;
}

/** Letters a to z and digits of a text, its words divided by `separator`; umlauts written out, accents dropped. */
function slugOf(text: string, separator: '-' | '_', longest: number): string {
  const levelled = text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const words = levelled.match(/[a-z0-9]+/g) ?? [];
  return words.join(separator).slice(0, longest).replace(/[-_]$/, '');
}

/** The first of `name`, `name-2`, `name-3`, … that is free. */
function unused(name: string, separator: string, longest: number, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : `${separator}${n}`;
    const tried = `${name.slice(0, longest - suffix.length)}${suffix}`;
    if (!taken.has(tried)) return tried;
  }
}

/** Id for a free layer of this title that is not taken yet. */
export function freeIdFor(title: string, taken: ReadonlySet<string> = new Set()): string {
  const slug = slugOf(title, '-', LONGEST_SLUG) || 'layer';
  return unused(`free-${slug}`, '-', 'free-'.length + LONGEST_SLUG, taken);
}

/** Column for a field of this name that is neither reserved nor taken. */
export function freeColumnFor(name: string, taken: ReadonlySet<string> = new Set()): string {
  const slug = slugOf(name, '_', LONGEST_COLUMN) || 'field';
  const column = /^[a-z]/.test(slug) ? slug : `f_${slug}`.slice(0, LONGEST_COLUMN);
  return unused(column, '_', LONGEST_COLUMN, new Set([...taken, ...RESERVED]));
}

/** Code for a value of a list: travels in addresses, so it is made of letters, digits and hyphens only. */
export function freeCodeFor(value: string, taken: ReadonlySet<string> = new Set()): string {
  return unused(slugOf(value, '-', 40) || 'value', '-', 40, new Set([...taken, 'unclassed']));
}
