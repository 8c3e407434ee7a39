import { html } from 'hono/html';
import type { Html } from './frame.ts';

/** A table that scrolls by itself where it is too wide; the page's own style has `.rows { overflow-x: auto; }`. */
export function dataTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  return html`<div class="rows" role="group" aria-label="${caption}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
