import { html, raw } from 'hono/html';
import { LRUCache } from 'lru-cache';
import { encode } from 'uqr';
import type { Html } from '../pages/frame.ts';

/** Light modules around a code (ISO/IEC 18004, section 6.3.8 asks for four). */
const QUIET = 4;

export interface Drawn {
  size: number;
  d: string;
}

/** A code takes milliseconds, a booklet has hundreds, and everyone who prints it asks for the same ones. */
const drawn = new LRUCache<string, Drawn>({ max: 3000 });

/** A QR code as the data of a path in a box of `size` modules, its light border included. */
export function draw(text: string): Drawn {
  const known = drawn.get(text);
  if (known) return known;
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  // Dark modules of a row that touch are one stroke: a third of the text.
  const rows = data.map((row, y) => {
    const line = row.map((dark) => (dark ? '1' : '0')).join('');
    return [...line.matchAll(/1+/g)]
      .map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)
      .join('');
  });
  const made = { size, d: rows.join('') };
  drawn.set(text, made);
  return made;
}

/** A QR code as SVG, dark on light whatever the colours around it; what it leads to stands beside it. */
export function qrCode(text: string): Html {
  const { size, d } = draw(text);
  return html`${raw(
    `<svg class="qr" viewBox="0 0 ${size} ${size}" aria-hidden="true" focusable="false" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${d}"/></svg>`,
  )}`;
}
