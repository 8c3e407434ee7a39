import { html, raw } from 'hono/html';
import { PAGE_ICON } from '../../pages/frame.ts';
import type { Html } from '../../pages/frame.ts';
import type { Protocol } from './content.ts';
import type { ToldFinding, ToldPhoto } from './finding-told.ts';
import type { MeasureTable } from './measure-rows.ts';
import { protocolStyle } from './style.ts';
import type { ProtocolWords } from './words.ts';

/** A text that somebody wrote, in whatever script: it turns nothing beside it. */
const said = (text: string): Html => html`<bdi>${text}</bdi>`;

/** Photos come from the route beside this page. */
const photo = ({ sha256, width, height, alt, caption }: ToldPhoto): Html =>
  html`<figure>
    <img src="blobs/${sha256}?size=full" width="${width}" height="${height}" alt="${alt}" />${
      caption === '' ? '' : html`<figcaption>${said(caption)}</figcaption>`
    }
  </figure>`;

const contradiction = ({ field, values }: ToldFinding['contradictions'][number], words: ProtocolWords): Html =>
  html`<div class="conflict">
    <p><strong>${words.contradiction}${field === '' ? '' : html`: ${field}`}</strong></p>
    <ul class="plain" role="list">
      ${values.map(({ text, who }) => html`<li>${said(text)}${who === '' ? '' : html` <span class="meta">(${who})</span>`}</li>`)}
    </ul>
  </div>`;

function finding(one: ToldFinding, words: ProtocolWords): Html {
  const { answers, spoken, photos, photosMissing } = one;
  const parts: Html[] = [
    html`<div>
      <h4>${said(one.title)}</h4>
      <p class="meta">${one.meta}</p>
    </div>`,
    ...(one.note === null
      ? []
      : [
          html`<div>
            <p class="meta">${words.asNoted}</p>
            <p class="quote">${said(one.note)}</p>
          </div>`,
        ]),
    ...spoken.map(
      (text) =>
        html`<div>
          <p class="meta">${words.spoken}</p>
          <p class="quote">${said(text)}</p>
        </div>`,
    ),
    ...(answers.length === 0
      ? []
      : [
          html`<ul class="plain" role="list">
            ${answers.map(({ question, answer }) => html`<li><span class="term">${question}</span> ${said(answer)}</li>`)}
          </ul>`,
        ]),
    ...one.contradictions.map((each) => contradiction(each, words)),
    ...(photos.length === 0 ? [] : [html`<div class="photos">${photos.map(photo)}</div>`]),
    ...Array.from({ length: photosMissing }, () => html`<p class="meta">${words.photoMissing}</p>`),
    html`<div class="decision ${one.isDecided ? '' : 'open'}">
      <strong>${words.decision}</strong><span>${said(one.decision)}</span>${
        one.decided === '' ? '' : html`<span class="meta">${one.decided}</span>`
      }
    </div>`,
  ];
  return html`<article class="finding">
    <span class="label">${one.label}</span>
    <div>${parts}</div>
  </article>`;
}

/** Of the columns of measures, in per cent; as in the document. */
const WIDTHS = [7, 31, 16, 20, 14, 12];

function measures({ rows, more }: MeasureTable, words: ProtocolWords, title: string, none: string): Html {
  if (rows.length === 0) return html`<p>${none}</p>`;
  const head = [words.measure, words.place, words.responsible, words.due, words.state];
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${title}">
      <table>
        <colgroup>
          ${WIDTHS.map((width) => html`<col style="width: ${width}%" />`)}
        </colgroup>
        <thead>
          <tr>
            <th class="no" scope="col">Nr.</th>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <td class="no">${row.number}</td>
                ${[row.title, row.place, row.responsible, row.due, row.state].map((cell) => html`<td>${said(cell)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="muted">${words.moreOpen(more)}</p>` : ''}`;
}

function participants({ participants: those, words }: Protocol): Html {
  if (those.length === 0) return html`<p>${words.nobody}</p>`;
  return html`<table>
      <thead>
        <tr>
          ${[words.role, words.number, words.names].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${those.map(
          ({ role, count, names }) =>
            html`<tr>
              <td>${role}</td>
              <td>${count}</td>
              <td>${said(names || '–')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="muted">${words.perDevice}</p>`;
}

/**
 * The protocol as a page that prints cleanly. Its addresses are relative to `/api/walks/{key}/protocol`.
 * @param map SVG of ours; null: nothing has a place
 */
export function protocolPage(protocol: Protocol, map: string | null, fonts: string): Html {
  const { words, title, facts, notes, language, stops, today } = protocol;
  const foot = `${words.protocol} – ${title} – ${words.made(today)}`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${words.protocol} – ${title}</title>
        ${PAGE_ICON}
        <style>
          ${raw(fonts + protocolStyle(foot, words.page))}
        </style>
      </head>
      <body>
        <main>
          <div class="actions">
            <button class="button" id="print" type="button" hidden>${words.print}</button>
            <a class="button quiet" href="?format=docx&amp;lang=${language}">${words.word}</a>
          </div>
          <header>
            <p class="kicker">${words.protocol} · ${words.of}</p>
            <h1>${said(title)}</h1>
            <dl class="facts">
              ${facts.map(
                ({ name, text }) =>
                  html`<dt>${name}</dt>
                    <dd>${said(text)}</dd>`,
              )}
            </dl>
            <ul class="notes" role="list">
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>
          </header>
          <section>
            <h2>${words.participants}</h2>
            ${participants(protocol)}
          </section>
          ${
            map === null
              ? ''
              : html`<section>
                  <h2>${words.map}</h2>
                  <figure class="map" role="img" aria-label="${words.mapText}">${raw(map)}</figure>
                  <p class="muted">${words.mapText}</p>
                </section>`
          }
          ${stops.map(
            (stop) =>
              html`<section>
                <h2>${said(stop.title)}</h2>
                ${stop.themes.length === 0 ? html`<p class="muted">${words.nothingHere}</p>` : ''}
                ${stop.themes.map(
                  (theme) =>
                    html`<h3>${said(theme.title)}</h3>
                      ${theme.findings.map((one) => finding(one, words))}`,
                )}
              </section>`,
          )}
          <section>
            <h2>${words.measures}</h2>
            ${measures(protocol.measures, words, words.measures, words.noMeasures)}
          </section>
          <section>
            <h2>${words.open}</h2>
            ${measures(protocol.open, words, words.open, words.noneOpen)}
          </section>
          <p class="muted">${words.made(today)}</p>
        </main>
        <script src="../../../brochure/print.js" defer></script>
      </body>
    </html>`;
}
