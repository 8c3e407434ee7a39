/** Style of the readable page: quiet, light and dark, legible when printed. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #faf9f6; --ink: #1d2327; --quiet: #55606a; --line: #d9d6ce; --accent: #0b5c6b; --code: #f0eee8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14191d; --ink: #e8eaec; --quiet: #a3aeb8; --line: #323b43; --accent: #6cc5d4; --code: #1d252b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 'Source Sans 3 Variable', system-ui, sans-serif; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 1.25rem; }
h1 { font-size: 1.9rem; margin: .5rem 0; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3, h4 { margin: 1rem 0 .3rem; font-size: 1rem; }
a { color: var(--accent); } a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; } nav a { display: inline-block; min-height: 24px; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .6rem 0; }
summary { cursor: pointer; padding: .6rem .8rem; min-height: 44px; } details > div { padding: 0 .9rem .9rem; }
summary code { background: none; font-weight: 600; } summary span { color: var(--quiet); display: block; }
code, pre { font: .92em/1.5 ui-monospace, monospace; background: var(--code); border-radius: 3px; padding: .1em .3em; overflow-wrap: anywhere; }
.rows { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; } .quiet { color: var(--quiet); }
`;
