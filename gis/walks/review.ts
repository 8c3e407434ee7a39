import type { Text } from '../layers/fields.ts';
import type { Json, Role, Uuid } from './event.ts';
import type { MeasureState } from './measure.ts';
import type { ItemKind } from './plan.ts';
import type { WalkState } from './walk.ts';

/** What comes of a finding: a measure, or nothing for a stated reason. */
export const DECISIONS = ['measure', 'no-action'] as const;
export type Decision = (typeof DECISIONS)[number];

/** A photo or voice, by the SHA-256 of what the device sent. */
export interface FindingFile {
  sha256: string;
  /** Caption, or what was written down of a voice. Several devices may have written one each. */
  texts: string[];
  /** Whether its bytes have arrived; a phone sends them after its notes. */
  here: boolean;
}

/** A value and through which eyes it was said. */
export interface RoleSaid {
  value: Json;
  by: Role[];
}

/** A field on which devices contradict each other, with everything that was said. */
export interface FieldConflict {
  /** What the field is of: the finding, or a photo or voice of it. */
  kind: 'finding' | 'photo' | 'voice';
  thing: Uuid;
  /** Name of the field in the log. */
  field: string;
  values: RoleSaid[];
}

/** How a contradiction is settled: by the value that holds, or by whether a finding that somebody hid stays. */
export type Settling =
  | (Pick<FieldConflict, 'kind' | 'thing' | 'field'> & {
      do: 'value';
      value: Json;
      /** All values that were looked at; what came in since goes on contradicting. */
      seen: readonly Json[];
    })
  | { do: 'keep' | 'hide' };

/** What was answered to a question of a card: its option in words where it is a choice. */
export interface GivenAnswer {
  item: Uuid;
  kind: ItemKind;
  title: Text;
  value: string | number;
  /** The answer in words; null where the number says it. */
  words: Text | null;
  unit: string | null;
}

/** What was made of a finding afterwards. */
export interface Review {
  /** What was found, put in one sentence for the protocol. */
  summary: string | null;
  theme: string | null;
  decision: Decision | null;
  reason: string | null;
  /** The finding that says the same and is decided on in its place. */
  mergedInto: Uuid | null;
  /** ISO date. */
  decidedOn: string | null;
  decidedBy: string | null;
  version: number;
}

/** A measure as far as a finding names it. */
export interface NamedMeasure {
  key: Uuid;
  number: number;
  title: string;
  state: MeasureState;
}

/** A finding with what was said of it (observation) and what was made of it (review, measures). */
export interface ReviewedFinding {
  key: Uuid;
  /** `3.2`: the second one at the third stop; `W1`: the first one along the way. */
  label: string;
  device: Uuid;
  role: Role;
  stop: Uuid | null;
  /** As it was decided afterwards, else as it was said in the field. */
  theme: string | null;
  note: string;
  /** WGS 84; of the stop where the finding has no place of its own; null: not known. */
  at: [lon: number, lat: number] | null;
  accuracyM: number | null;
  placed: 'gps' | 'map' | 'stop' | null;
  /** ISO 8601. */
  foundAt: string;
  photos: FindingFile[];
  voices: FindingFile[];
  answers: GivenAnswer[];
  conflicts: FieldConflict[];
  /** Somebody hid it, and somebody else still spoke of it. */
  contested: boolean;
  review: Review | null;
  measures: NamedMeasure[];
}

/** What was found on a walk, in the order in which it is told. */
export interface WalkFindings {
  walk: { key: Uuid; title: string; state: WalkState; version: number };
  /** In the order of the walk. */
  stops: { key: Uuid; name: string; at: [lon: number, lat: number] }[];
  themes: { key: string; title: Text }[];
  /** WGS 84; empty where no route was reckoned. */
  route: [lon: number, lat: number][];
  findings: ReviewedFinding[];
  /** Keys of findings that may be one, the one found first in front. */
  proposals: Uuid[][];
  /** Devices that had something left to send when they were last heard of. */
  pending: { role: Role; name: string | null; count: number; seenAt: string | null }[];
}

type Decidable = Pick<ReviewedFinding, 'key' | 'review' | 'measures'>;

/** Whether a finding has a measure, or a reason why there is none. */
function isDecided({ review, measures }: Pick<Decidable, 'review' | 'measures'>): boolean {
  return measures.length > 0 || (review?.decision === 'no-action' && (review.reason ?? '').trim() !== '');
}

/**
 * The findings that end in nothing yet: neither a measure nor a stated reason. One that was merged into another counts with that one, as
 * long as that one is there. This is what keeps a walk from being closed.
 */
export function undecided<F extends Decidable>(findings: readonly F[]): F[] {
  const byKey = new Map(findings.map((one) => [one.key, one]));
  return findings.filter((one) => {
    const into = one.review?.mergedInto == null ? undefined : byKey.get(one.review.mergedInto);
    return !isDecided(one) && !(into && isDecided(into));
  });
}
