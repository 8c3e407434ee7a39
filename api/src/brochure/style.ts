import type { Format } from './query.ts';

/** Not only in print: a browser prints what it has, and does not wait for fonts that only print asks for. */
const FONT = "'Source Sans', 'Noto Arabic', system-ui, sans-serif";

/** On screen, and what screen and print have in common. */
const COMMON = `
.brochure { display: grid; gap: 2rem; font-family: ${FONT}; }
.also { font-weight: 400; opacity: .85; }
.bar { gap: .8rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: .6rem 1rem; }
.field { display: grid; gap: .2rem; align-content: end; font-size: 1rem; }
.field select, .field input { width: 100%; min-height: 2.75rem; padding: .3rem .5rem; border: 1px solid var(--line-strong);
  border-radius: 8px; background: var(--surface); color: var(--ink); font: inherit; }
.bar fieldset { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: .5rem 0; border: 0; }
.bar legend { padding: 0; font-weight: 600; }
.bar summary { min-height: 2.75rem; padding: .6rem 0; font-weight: 600; cursor: pointer; }
.box { display: inline-flex; align-items: center; gap: .4rem; min-height: 2.25rem; font-size: 1rem; }
.box input { width: 1.2rem; height: 1.2rem; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; }
[hidden] { display: none !important; }
h4 { display: flex; gap: .5em; margin: 0; font-size: 1.1em; line-height: 1.25; }
h4 bdi { display: block; min-width: 0; padding-top: .15em; text-wrap: balance; }
.offer-no, .pin-no { display: inline-grid; place-content: center; flex: none; align-self: start; min-width: 1.9em; height: 1.9em;
  padding: 0 .2em; border: .1em solid var(--accent); font-size: .9em; font-weight: 700; line-height: 1; text-decoration: none;
  font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.offer-no { border-radius: .25em; background: var(--surface); color: var(--accent); }
.pin-no, h4 .offer-no { background: var(--accent); color: var(--on-accent); }
.pin-no { border-radius: 2em; }
.numbers { display: inline-flex; flex-wrap: wrap; gap: .3em; }
.numbers:empty { display: none; }
.cover { display: grid; gap: 1rem; }
.cover-band { display: grid; gap: .5rem; padding: 1.5rem; border-radius: 12px; background: var(--accent); color: var(--on-accent); }
.cover-band .also { opacity: 1; }
.cover-area { font-weight: 600; }
.cover-kinds { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); gap: .5rem 1rem; padding: 0; list-style: none; }
.cover-kinds li { display: flex; align-items: center; gap: .6rem; font-size: 1rem; }
.cover-foot { display: grid; gap: .25rem; }
.cover-languages { font-weight: 600; }
.cover-demo { padding: .6rem .8rem; border-inline-start: 4px solid var(--warn); background: var(--warn-soft); }
.sites, .places, .index ul, .imprint ul { padding: 0; list-style: none; }
.site { display: flex; gap: .6rem; break-inside: avoid; padding-bottom: .9rem; }
.site > div { min-width: 0; }
.site-name { font-weight: 600; }
.kind { display: flex; align-items: center; gap: .5rem; }
.cards { display: grid; gap: 1rem; }
.kind-start { display: grid; gap: .8rem; padding-top: .5rem; }
.offer { padding: 1rem; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.twice { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: 1rem 1.5rem; }
.told { display: flow-root; min-width: 0; }
.told > * + * { margin-top: .35em; }
.scan { float: inline-end; width: 6.5rem; margin: 0 0 .4rem; margin-inline-start: .8rem; }
.scan:focus-visible { outline-offset: 4px; }
.qr { display: block; width: 100%; height: auto; border-radius: 4px; }
.ages { font-weight: 600; }
.places { display: grid; gap: .3em; }
.places li { display: grid; grid-template-columns: auto 1fr; gap: .5em; align-items: baseline; }
.times { display: block; }
.home { font-weight: 600; }
.label { color: var(--ink-2); }
.remark { padding-inline-start: .6em; border-inline-start: .2em solid var(--warn); font-size: .92em; }
.entry { break-inside: avoid; }
.entry + .entry { margin-top: 1rem; }
.index li { padding: .2rem 0; }
.index .pictogram { width: 1.3em; height: 1.3em; margin-inline-end: .35em; vertical-align: -.3em; }
.index .numbers { margin-inline-start: .35em; }
.imprint { display: grid; gap: .3rem; font-size: 1rem; }
`;

interface Sheet {
  /** Millimetres. */
  width: number;
  height: number;
  text: string;
  /** Size of a map. */
  map: string;
  /** Columns of the list of sites. */
  sites: number;
  /** Where that list begins. */
  sitesBegin: 'page' | 'auto';
  inner: number;
  outer: number;
}
const SHEETS: Readonly<Record<Format, Sheet>> = {
  a5: {
    width: 148,
    height: 210,
    text: '9pt',
    map: 'width: 120mm; height: 150mm',
    sites: 2,
    sitesBegin: 'page',
    inner: 14,
    outer: 11,
  },
  a4: {
    width: 210,
    height: 297,
    text: '9.5pt',
    map: 'width: 169mm; height: 130mm',
    sites: 3,
    sitesBegin: 'auto',
    inner: 20,
    outer: 16,
  },
};

/** A text inside a style sheet: every character but plain ones by its number. */
const cssString = (text: string): string =>
  `"${text.replace(/[^a-zA-Z0-9 ]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0).toString(16)} `)}"`;

export interface PrintedAs {
  format: Format;
  twoLanguages: boolean;
  /** Stands at the foot of every page, beside its number. */
  foot: string;
}

/** Style of the brochure: a page on screen, a booklet in print. */
export function brochureStyle({ format, twoLanguages, foot }: PrintedAs): string {
  const { width, height, text, map, sites, sitesBegin, inner, outer } = SHEETS[format];
  const box = `font: 7.5pt ${FONT}; color: #4b5866;`;
  const number = `{ content: counter(page); ${box} font-weight: 700; font-size: 9pt; }`;
  const title = `{ content: ${cssString(foot)}; ${box} }`;
  const columns = format === 'a4' && !twoLanguages ? 2 : 1;
  return `${COMMON}
@page { size: ${width}mm ${height}mm; margin: 12mm ${outer}mm 15mm; }
@page :left { margin-left: ${outer}mm; margin-right: ${inner}mm; @bottom-left ${number} @bottom-right ${title} }
@page :right { margin-left: ${inner}mm; margin-right: ${outer}mm; @bottom-right ${number} @bottom-left ${title} }
@page cover { margin: 0; @bottom-left { content: none } @bottom-right { content: none } }
@media print {
:root { color-scheme: light; --paper: #fff; --surface: #fff; --ink: #1b2530; --ink-2: #4b5866; --line: #c9ced3; --line-strong: #84909c;
  --accent: #0b6b74; --accent-soft: #e2f1f1; --on-accent: #fff; --warn: #a34a06; --warn-soft: #fdf0e3; --land: #f1efea; --street: #fff;
  --street-edge: #c9ced3; --green: #d9e8cf; }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { font: ${text}/1.35 ${FONT}; overflow-wrap: break-word; hyphens: manual; }
main, .brochure { display: block; max-width: none; padding: 0; }
.bar, .unchecked { display: none; }
p { orphans: 3; widows: 3; }
h2, h3 { break-after: avoid; break-inside: avoid; }
h2 { margin-bottom: 4mm; padding-bottom: 1.5mm; border-bottom: .6pt solid var(--accent); color: var(--accent); font-size: 17pt; }
h3 { font-size: 12pt; }
h4 { font-size: 11pt; }
.lead { margin-bottom: 3mm; }
.page { break-before: page; }
.cover { page: cover; display: flex; flex-direction: column; gap: 0; height: ${height - 0.5}mm; overflow: hidden;
  break-after: page; }
.cover-band { display: flex; flex-direction: column; justify-content: flex-end; gap: 4mm; min-height: ${Math.round(height * (twoLanguages ? 0.38 : 0.46))}mm;
  padding: 14mm ${inner}mm 10mm; border-radius: 0; }
.cover [dir] { text-align: match-parent; }
.cover-area { font-size: 13pt; }
.cover h1 { font-size: ${format === 'a5' ? 28 : 40}pt; line-height: 1.08; }
.cover h1 .also, .cover-lead .also, .cover-area .also { display: block; }
.cover .between { display: none; }
.cover-kinds .also { display: block; font-size: 8.5pt; }
.cover h1 .also { font-size: .62em; }
.cover-lead { font-size: 12pt; }
.cover-kinds { flex: 0 1 auto; min-height: 0; overflow: hidden; grid-template-columns: 1fr 1fr; gap: 2mm 6mm; margin: ${format === 'a5' ? 7 : 14}mm ${inner}mm; }
.cover-kinds li { gap: 2.5mm; font-size: 10pt; line-height: 1.2; }
.cover-kinds .pictogram { width: 7mm; height: 7mm; }
.cover-foot { margin: auto ${inner}mm 10mm; gap: .8mm; }
.cover-languages { font-size: 12pt; }
.cover-demo { margin-top: 2mm; padding: 1.5mm 3mm; border-width: 1mm; }
.map { ${map}; margin: 0 auto; border-radius: 0; }
.site-page { break-before: ${sitesBegin}; }
.map-page + .site-page { margin-top: ${sitesBegin === 'auto' ? 6 : 0}mm; }
.sites { columns: ${sites}; column-gap: 7mm; }
.site { gap: 2.5mm; padding-bottom: 3mm; }
.site p { line-height: 1.3; }
.numbers { gap: 1mm; }
.offer-no, .pin-no { font-size: 8.5pt; }
h4 .offer-no { font-size: 10pt; }
.cards { display: block; columns: ${columns}; column-gap: 8mm; }
.kind-start { display: block; break-inside: avoid; padding: 0; }
.kind { gap: 2mm; margin-bottom: 2.5mm; padding: 1.2mm 2.5mm; border-radius: 1.5mm; background: var(--accent-soft); }
.kind .pictogram { width: 6.5mm; height: 6.5mm; }
.offer { break-inside: avoid; margin-bottom: 4mm; padding: 0 0 3.5mm; border: 0; border-bottom: .4pt solid var(--line-strong); border-radius: 0; }
.twice { grid-template-columns: 1fr 1fr; gap: 6mm; }
.told > * + * { margin-top: .9mm; }
.scan { width: ${twoLanguages ? 17 : 20}mm; margin: 0 0 1mm; margin-inline-start: 3mm; }
.qr { border-radius: 0; }
.places { gap: .8mm; }
.places li { gap: 2mm; }
.remark { padding-inline-start: 2mm; border-inline-start-width: .7mm; }
a { color: inherit; text-decoration: none; }
.offer-no { color: var(--accent); }
.pin-no, h4 .offer-no { color: var(--on-accent); }
.index { columns: ${twoLanguages && format === 'a5' ? 1 : 2}; column-gap: 8mm; }
.entry + .entry { margin-top: 0; }
.entry { padding-bottom: 3.5mm; }
.entry h3 { margin-bottom: 1mm; }
.index li { padding: .35mm 0; line-height: 1.25; }
.next { margin-top: 6mm; }
.imprint { display: block; margin-top: 8mm; break-inside: avoid; font-size: .95em; }
.imprint h2 { font-size: 13pt; }
.imprint h3 { margin-top: 2mm; font-size: 10pt; }
}
`;
}
