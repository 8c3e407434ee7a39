const FONT = "'Source Sans', system-ui, 'Segoe UI', sans-serif";

/** A text inside a style sheet: every character but plain ones by its number. */
const cssString = (text: string): string =>
  `"${text.replace(/[^a-zA-Z0-9 ]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0).toString(16)} `)}"`;

/** At the foot of a page there is room for so much of a title. */
const MOST_OF_TITLE = 90;

/**
 * Style of the protocol: paper on screen and in print alike, in light colours, for it is a document.
 * @param foot stands at the foot of every printed page @param page the word for it
 */
export function protocolStyle(foot: string, page: string): string {
  const box = `font: 8pt ${FONT}; color: #4b5866;`;
  const title = foot.length > MOST_OF_TITLE ? `${foot.slice(0, MOST_OF_TITLE).toWellFormed()}…` : foot;
  return `
:root { color-scheme: light; --ink: #1b2530; --ink-2: #4b5866; --line: #c9ced3; --accent: #0b6b74; --soft: #e2f1f1; --warn: #a34a06;
  --warn-soft: #fdf0e3; }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { margin: 0; background: #eceae5; color: var(--ink); font: 1rem/1.5 ${FONT}; overflow-wrap: anywhere; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem; max-width: 52rem; margin: 0 auto; padding: clamp(1rem, 5vw, 3.5rem); background: #fff; }
p, dl, dd, ul, figure, table { margin: 0; }
h1 { margin: 0; font-size: clamp(1.7rem, 5vw, 2.3rem); line-height: 1.15; text-wrap: balance; }
h2 { margin: 0 0 .9rem; padding-bottom: .35rem; border-bottom: 2px solid var(--accent); color: var(--accent); font-size: 1.3rem; line-height: 1.3; }
h3 { margin: 1.2rem 0 .5rem; color: var(--ink-2); font-size: .95rem; letter-spacing: .02em; }
h4 { margin: 0; font-size: 1.05rem; line-height: 1.35; }
a { color: var(--accent); } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; }
.button { display: inline-flex; align-items: center; min-height: 2.75rem; padding: .4rem 1rem; border: 2px solid var(--accent); border-radius: 8px;
  background: var(--accent); color: #fff; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.button.quiet { background: none; color: var(--accent); }
.kicker { margin-bottom: .3rem; color: var(--accent); font-weight: 600; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin-top: 1.2rem; }
.facts dt { color: var(--ink-2); } bdi { }
.notes { display: grid; gap: .4rem; margin-top: 1.2rem; padding: .7rem .9rem; border-inline-start: 4px solid var(--accent); background: var(--soft); list-style: none; }
.muted { color: var(--ink-2); font-size: .9rem; }
.map svg { display: block; width: 100%; height: auto; border: 1px solid var(--line); }
figcaption { margin-top: .35rem; color: var(--ink-2); font-size: .9rem; }
.finding { display: grid; grid-template-columns: 3.2rem 1fr; gap: .3rem .9rem; padding: .9rem 0; border-top: 1px solid var(--line); }
h3 + .finding { border-top: 0; padding-top: 0; }
.finding > div { display: grid; gap: .6rem; min-width: 0; align-content: start; }
.label { display: grid; place-content: center; align-self: start; min-height: 1.7rem; border: 1.5px solid var(--ink); border-radius: 4px; background: #fff;
  font-weight: 700; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.meta { color: var(--ink-2); font-size: .9rem; }
.note { }
.quote { padding-inline-start: .8rem; border-inline-start: 3px solid var(--line); }
.term { color: var(--ink-2); }
.plain { padding: 0; list-style: none; display: grid; gap: .15rem; }
.conflict { padding: .5rem .8rem; border-inline-start: 4px solid var(--warn); background: var(--warn-soft); }
.conflict .plain { }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: .8rem; }
.photos img { display: block; width: 100%; height: auto; max-height: 20rem; object-fit: contain; object-position: left; background: #f1efea; }
.decision { display: grid; grid-template-columns: auto 1fr; gap: .2rem .8rem; padding: .5rem .8rem; border: 1.5px solid var(--accent); border-radius: 6px; }
.decision strong { color: var(--accent); }
.decision .meta { grid-column: 2; }
.decision.open { border-style: dashed; border-color: var(--warn); } .decision.open strong { color: var(--warn); }
.scroll { overflow-x: auto; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: .95rem; }
.scroll table { min-width: 40rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; hyphens: auto; }
thead th { border-bottom: 1.5px solid var(--ink); overflow-wrap: normal; hyphens: manual; }
td.no, th.no { font-variant-numeric: tabular-nums; font-weight: 700; }
@media (max-width: 40rem) { .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: .5rem; } .finding { grid-template-columns: 1fr; }
  .label { justify-self: start; padding: 0 .5rem; } }
@page { size: A4; margin: 16mm 16mm 18mm 20mm; @bottom-left { content: ${cssString(title)}; ${box} }
  @bottom-right { content: ${cssString(`${page} `)} counter(page) " / " counter(pages); ${box} } }
@media print {
body { background: #fff; font-size: 10pt; line-height: 1.4; } main { display: block; max-width: none; padding: 0; } .actions { display: none; }
main > section { margin-top: 8mm; } h1 { font-size: 22pt; } h2 { font-size: 14pt; } h3 { font-size: 10pt; } h4 { font-size: 11pt; }
h2, h3 { break-after: avoid; break-inside: avoid; } h3 + .finding { break-before: avoid; } h4, .meta { break-after: avoid; }
.photos { grid-template-columns: repeat(2, 1fr); } .photos img { max-height: 75mm; } figure, .decision, .conflict, tr { break-inside: avoid; }
.decision { break-before: avoid; } thead { display: table-header-group; } p { orphans: 3; widows: 3; } .scroll { overflow: visible; } .scroll table { min-width: 0; }
table { font-size: 9pt; } a { color: inherit; text-decoration: none; }
.finding { grid-template-columns: 13mm 1fr; } .facts { grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; }
}
`;
}
