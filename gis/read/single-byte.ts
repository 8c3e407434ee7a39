import { fromCp850 } from './cp850.ts';

/** Encodings of one byte for each character that are told apart; the names are those of `TextDecoder`, which does not know CP850. */
export type SingleByte = 'windows-1252' | 'cp850' | 'macintosh';

/** What stands before or behind a byte from 0x80 on: nothing of a word, a small or capital ASCII letter, or another such byte. */
const [OTHER, SMALL, CAPITAL, HIGH] = [0, 1, 2, 3];
/** Class of a byte in the place of the ß of "Straße", the commonest word of German address lists; after all pairs of neighbours. */
const STREET = 16;
const CLASSES = 17;
/** "TRA" as the last three bytes, without the bit by which small letters differ. */
const TRA = 0x545241;

const kindOf = (byte: number): number => {
  if (byte >= 0x80) return HIGH;
  if (byte >= 0x61 && byte <= 0x7a) return SMALL;
  return byte >= 0x41 && byte <= 0x5a ? CAPITAL : OTHER;
};

const GERMAN = new Set('äöüÄÖÜß');
/** Further letters of names, as far as these encodings have them: Turkish, Polish, Romanian, Croatian, French, Spanish, Nordic. */
const LETTERS = new Set('áàâãåæçéèêëíìîïñóòôõøúùûýÿšžœðþıÁÀÂÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÕØÚÙÛÝŠŽŒÐÞ');
const BEFORE_WORD = new Set('„‚“”‘’«»‹›¿¡°§');
const BEHIND_WORD = new Set('“”‘’«»‹›…™®©²³°€');
/** May stand on either side of a letter, and between two. */
const ANYWHERE = new Set('–—’´·\u00a0\u00ad');

/** Whether a letter is as large as its neighbours allow: none is small before a capital one, none capital after a small one. */
function fits(letter: string, before: number, behind: number): boolean {
  if (letter === 'ß') return before !== OTHER;
  return letter === letter.toLowerCase() ? behind !== CAPITAL : before !== SMALL;
}

/** Points of a character beside letters: 3 for a German letter, `others` for what is as likely there, −3 for what does not belong there. */
function points(character: string, before: number, behind: number, others: number): number {
  if (GERMAN.has(character)) return fits(character, before, behind) ? 3 : -3;
  if (LETTERS.has(character)) return fits(character, before, behind) ? others : -3;
  const placed =
    ANYWHERE.has(character) ||
    (before === OTHER && BEFORE_WORD.has(character)) ||
    (behind === OTHER && BEHIND_WORD.has(character));
  return placed ? others : -3;
}

/** One character more that is right, and wrong in Windows-1252: less is doubt. */
const MARGIN = 6;
/** Share of characters out of place from which a text is not taken to be in an encoding. */
const MOST_WRONG = 0.05;

/** Every character from 0x80 on in its encoding. */
const upperHalf = (decode: (bytes: Uint8Array) => string): string[] => [
  ...decode(Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i)),
];
const TABLES: Record<SingleByte, string[]> = {
  'windows-1252': upperHalf((bytes) => new TextDecoder('windows-1252').decode(bytes)),
  cp850: upperHalf(fromCp850),
  macintosh: upperHalf((bytes) => new TextDecoder('macintosh').decode(bytes)),
};

/**
 * Tells Windows-1252, code page 850 and Mac Roman apart by all bytes of a text from 0x80 on that stand within or beside words:
 * which encoding makes letters of names of them, umlauts first, and puts capital letters and signs where they can stand.
 * Counts are kept, not the text, so that all of it can be looked at. Windows-1252 is taken wherever there is doubt: with
 * `Köln` alone, Mac Roman cannot be told from a Croatian š, and is not taken.
 */
export class SingleByteText {
  /** Occurrences by class and byte. */
  readonly #counts = new Float64Array(CLASSES * 128);
  #last = 0;
  #pending = -1;
  #before = OTHER;
  #street = false;

  /** Counts the next piece of the text. */
  see(bytes: Uint8Array): void {
    // Most bytes are ASCII: fields of the object would be slow to keep for each.
    let last = this.#last;
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i] as number;
      if (this.#pending >= 0) this.#count(byte);
      if (byte >= 0x80) {
        this.#pending = byte;
        this.#before = kindOf(last & 0xff);
        this.#street = (last & 0xdfdfdf) === TRA;
      }
      last = (last << 8) | byte;
    }
    this.#last = last;
  }

  #count(next: number): void {
    const behind = kindOf(next);
    const street = this.#street && (next === 0x65 || next === 0x45);
    // What stands alone, such as a dash between spaces, says nothing.
    if (this.#before !== OTHER || behind !== OTHER) {
      const at = (street ? STREET : this.#before * 4 + behind) * 128 + this.#pending - 0x80;
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    }
    this.#pending = -1;
  }

  #score(encoding: SingleByte): { score: number; wrong: number } {
    // What Windows-1252 can make sense of is left to it.
    const others = encoding === 'windows-1252' ? 3 : 1;
    let score = 0;
    let wrong = 0;
    let all = 0;
    for (const [at, count] of this.#counts.entries()) {
      if (count === 0) continue;
      const kind = Math.floor(at / 128);
      const character = TABLES[encoding][at % 128] ?? '';
      const each =
        kind === STREET ? (character === 'ß' ? 3 : -3) : points(character, Math.floor(kind / 4), kind % 4, others);
      score += each * count;
      all += count;
      if (each < 0) wrong += count;
    }
    return { score, wrong: all === 0 ? 0 : wrong / all };
  }

  /** The encoding of what was seen, once all of it was. */
  encoding(): SingleByte {
    if (this.#pending >= 0) this.#count(0x20);
    const least = this.#score('windows-1252').score + MARGIN;
    const rivals = (['cp850', 'macintosh'] as const)
      .map((name) => ({ name, ...this.#score(name) }))
      .filter(({ score, wrong }) => score > 0 && score >= least && wrong <= MOST_WRONG)
      .toSorted((a, b) => b.score - a.score);
    return rivals[0]?.name ?? 'windows-1252';
  }
}
