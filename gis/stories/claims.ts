/** A figure as a text names it: `count:playgrounds` is `count` with the argument `playgrounds`. */
export interface FigureName {
  id: string;
  argument: string;
}

/** A piece of a text: words as they are, or a figure that is put in their place. */
export type Piece = { words: string } | { figure: string };

/** `{name}` or `{name:argument}`; `{{` is one brace. */
const CLAIM = /\{\{|\{([a-z][a-z0-9-]*(?::[^{}\n]*)?)\}/g;

/** Splits a text at its figures. What looks like none stays words. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let words = '';
  for (const found of text.matchAll(CLAIM)) {
    words += text.slice(at, found.index);
    at = found.index + found[0].length;
    if (found[1] === undefined) {
      words += '{';
      continue;
    }
    if (words !== '') pieces.push({ words });
    words = '';
    pieces.push({ figure: found[1] });
  }
  words += text.slice(at);
  if (words !== '') pieces.push({ words });
  return pieces;
}

/** The text that {@link piecesOf} splits into these pieces. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('figure' in piece ? `{${piece.figure}}` : piece.words.replaceAll('{', '{{'))).join('');
}

/** Names of the figures in these texts, each once. */
export function figuresIn(texts: readonly string[]): string[] {
  const names = texts.flatMap(piecesOf).flatMap((piece) => ('figure' in piece ? [piece.figure] : []));
  return [...new Set(names)];
}

export function figureName(name: string): FigureName {
  const at = name.indexOf(':');
  return at < 0 ? { id: name, argument: '' } : { id: name.slice(0, at), argument: name.slice(at + 1) };
}
