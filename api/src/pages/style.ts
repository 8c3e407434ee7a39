/** Design tokens and plain elements of the pages that the server writes for families; the same values as the application's. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #f7f6f3; --surface: #fff; --ink: #1b2530; --ink-2: #4b5866; --line: #dfe3e6;
  --line-strong: #84909c; --accent: #0b6b74; --accent-soft: #e2f1f1; --on-accent: #fff; --warn: #a34a06; --warn-soft: #fdf0e3;
  --land: #f1efea; --street: #fff; --street-edge: #c9ced3; --green: #d9e8cf; }
@media (prefers-color-scheme: dark) { :root { --paper: #10161c; --surface: #18212a; --ink: #eef2f5; --ink-2: #b3c0cb; --line: #2b3742;
  --line-strong: #6f7f8e; --accent: #52c3c9; --accent-soft: #17363a; --on-accent: #10161c; --warn: #f59e42; --warn-soft: #33261a;
  --land: #151c23; --street: #2b3742; --street-edge: #3a4854; --green: #1d3323; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.5 system-ui, 'Segoe UI', 'Noto Sans', sans-serif;
  overflow-wrap: anywhere; }
main { display: grid; gap: 1.25rem; max-width: 46rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
h1 { margin: 0; font-size: clamp(1.3rem, 6vw, 1.75rem); line-height: 1.2; hyphens: auto; }
h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 0; font-size: 1.1rem; }
p, dl, ul, ol, fieldset { margin: 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.muted { color: var(--ink-2); }
.small { font-size: 1rem; }
.note { padding: .6rem .8rem; border-inline-start: 4px solid var(--warn); background: var(--warn-soft); }
.card { display: grid; gap: .5rem; padding: 1rem; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pictogram { flex: none; width: 2rem; height: 2rem; fill: none; stroke: var(--accent); stroke-width: 1.7; stroke-linecap: round;
  stroke-linejoin: round; }
.languages { display: flex; flex-wrap: wrap; gap: .25rem .9rem; padding: 0; list-style: none; font-size: 1rem; }
.languages a { display: inline-block; padding: .35rem 0; }
.languages [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
.button { display: inline-block; min-height: 3rem; padding: .6rem 1.2rem; border: 2px solid var(--accent); border-radius: 10px;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.button.quiet { background: none; color: var(--accent); }
footer { display: grid; gap: .4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--ink-2); font-size: 1rem; }
figure { margin: 0; }
.map { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--land); }
.map .green { fill: var(--green); }
.map .casing { fill: none; stroke: var(--street-edge); stroke-linecap: round; stroke-linejoin: round; }
.map .street { fill: none; stroke: var(--street); stroke-linecap: round; stroke-linejoin: round; }
.map .rail { fill: none; stroke: var(--line-strong); stroke-dasharray: 6 5; }
.map text { fill: var(--ink-2); font-size: 15px; text-anchor: middle; paint-order: stroke; stroke: var(--land); stroke-width: 4px;
  stroke-linejoin: round; }
.map .way-edge, .map .way { fill: none; stroke: var(--surface); stroke-width: 8px; stroke-linecap: round; stroke-linejoin: round; }
.map .way { stroke: var(--accent); stroke-width: 4px; }
.map .pin circle { fill: var(--accent); stroke: var(--surface); stroke-width: 2.5; }
.map .pin text { fill: var(--on-accent); stroke: none; font-size: 17px; font-weight: 700; }
.map .lead { stroke: var(--accent); stroke-width: 2; }
.map .here circle { fill: var(--ink); stroke: var(--surface); stroke-width: 4; }
@media print { body { background: #fff; } nav, .button, form { display: none; } }
`;
