import type { Slide, Story } from './story.ts';

/** A place at which two people want different things. */
export interface StoryConflict {
  /** null: of the story itself. */
  slide: string | null;
  /** Where in it, e.g. `title.de`; empty: one removed what the other changed. */
  field: string;
  mine: unknown;
  theirs: unknown;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that both began with: whoever changed it wins; where both did, mine stands and the conflict is told. */
function merged(
  values: { base: unknown; mine: unknown; theirs: unknown },
  field: string,
  tell: (one: Omit<StoryConflict, 'slide'>) => void,
): unknown {
  const { base, mine, theirs } = values;
  if (same(mine, base)) return theirs;
  if (same(theirs, base) || same(mine, theirs)) return mine;
  if (isObject(base) && isObject(mine) && isObject(theirs) && same(Object.keys(mine), Object.keys(theirs))) {
    const parts = Object.keys(mine).map((key): [string, unknown] => {
      const inner = field === '' ? key : `${field}.${key}`;
      return [key, merged({ base: base[key], mine: mine[key], theirs: theirs[key] }, inner, tell)];
    });
    return Object.fromEntries(parts);
  }
  tell({ field, mine, theirs });
  return mine;
}

type ById = ReadonlyMap<string, Slide>;
const byId = (story: Story): ById => new Map(story.slides.map((slide) => [slide.id, slide]));

/** One slide of the three states; null where it is gone. A slide that one changed is not taken away by the other. */
function mergedSlide(id: string, base: ById, mine: ById, theirs: ById, conflicts: StoryConflict[]): Slide | null {
  const [b, m, t] = [base.get(id), mine.get(id), theirs.get(id)];
  if (!b) return m ?? t ?? null;
  if (!m || !t) {
    const left = m ?? t;
    if (!left || same(left, b)) return null;
    conflicts.push({ slide: id, field: '', mine: m ?? null, theirs: t ?? null });
    return left;
  }
  return merged({ base: b, mine: m, theirs: t }, '', (one) => conflicts.push({ slide: id, ...one })) as Slide;
}

/** Puts `added` into the order, each behind the one that it follows in its own order. */
function inserted(order: readonly string[], added: readonly string[], own: readonly string[]): string[] {
  const result = [...order];
  for (const id of own.filter((one) => added.includes(one))) {
    const before = own.slice(0, own.indexOf(id)).findLast((one) => result.includes(one));
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, id);
  }
  return result;
}

/** The order of whoever moved something; mine where both did. */
function mergedOrder(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const common = (order: readonly string[]) =>
    order.filter((id) => base.includes(id) && mine.includes(id) && theirs.includes(id));
  const moved = !same(common(mine), common(base));
  const [lead, other] = moved ? [mine, theirs] : [theirs, mine];
  return inserted(
    lead,
    other.filter((id) => !lead.includes(id)),
    other,
  );
}

/**
 * Brings together what two people made of the same story, slide by slide and field by field. Nobody's slide is lost: what one
 * added stays, and what one changed is not removed by the other.
 * @param base what both began with
 */
export function mergeStories(base: Story, mine: Story, theirs: Story): { story: Story; conflicts: StoryConflict[] } {
  const conflicts: StoryConflict[] = [];
  const states = [byId(base), byId(mine), byId(theirs)] as const;
  const ids = [base, mine, theirs].map(({ slides }) => slides.map(({ id }) => id));
  const order = mergedOrder(ids[0] ?? [], ids[1] ?? [], ids[2] ?? []);
  const slides = order.flatMap((id) => mergedSlide(id, ...states, conflicts) ?? []);
  const head = ({ title, look, format }: Story) => ({ format, title, look });
  const own = { base: head(base), mine: head(mine), theirs: head(theirs) };
  const whole = merged(own, '', (one) => conflicts.push({ slide: null, ...one })) as Omit<Story, 'slides'>;
  return { story: { ...whole, slides }, conflicts };
}
