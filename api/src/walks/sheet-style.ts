/** What the printed sheet of a walk has beside the common style of the server's pages. */
export const SHEET_STYLE = `
.top { display: flex; flex-wrap: wrap; align-items: start; justify-content: space-between; gap: 1rem; }
.top > div { display: grid; gap: .3rem; min-width: 0; }
.join { grid-template-columns: 9rem minmax(0, 1fr); align-items: center; gap: 1rem; }
.join > div { display: grid; gap: .25rem; min-width: 0; }
.qr { display: block; width: 100%; height: auto; border-radius: 4px; }
.address { font-weight: 600; }
.spelled { font-family: ui-monospace, monospace; font-size: 1.3em; letter-spacing: .06em; white-space: nowrap; }
[hidden] { display: none !important; }
.stops { display: grid; gap: 1rem; padding: 0; margin-top: .8rem; list-style: none; }
.stop { display: grid; grid-template-columns: 2rem minmax(0, 1fr); gap: .7rem; break-inside: avoid; }
.pin-no { display: grid; place-content: center; width: 2rem; height: 2rem; border-radius: 50%; background: var(--accent);
  color: var(--on-accent); font-weight: 700; }
.card-title { margin-top: .5rem; font-weight: 600; }
.questions { display: grid; gap: .3rem; padding-inline-start: 1.1rem; }
.blank { display: block; height: 1.5rem; border-bottom: 1px dotted var(--line-strong); }
.box { display: inline-block; margin-inline-start: .9rem; }
.box::before { content: ''; display: inline-block; width: .8em; height: .8em; margin-inline-end: .35em; border: 1.5px solid currentColor;
  border-radius: 2px; vertical-align: -.08em; }
.leg { margin-top: .6rem; color: var(--ink-2); font-size: 1rem; }
@media (max-width: 480px) { .join { grid-template-columns: minmax(0, 1fr); } .join .code { max-width: 14rem; } }
@media print {
  @page { size: A4 portrait; margin: 14mm; }
  :root { --paper: #fff; --surface: #fff; --ink: #1b2530; --ink-2: #4b5866; --line: #dfe3e6; --line-strong: #84909c; --accent: #0b6b74;
    --on-accent: #fff; --warn: #a34a06; --warn-soft: #fdf0e3; --land: #f1efea; --street: #fff; --street-edge: #c9ced3; --green: #d9e8cf; }
  body { font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  figure { break-inside: avoid; }
  figure .map { max-height: 150mm; }
}
`;
