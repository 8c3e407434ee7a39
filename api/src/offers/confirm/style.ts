/** Style of the page on which a provider confirms, beside what all pages of the server have. */
export const CONFIRM_STYLE = `
form { display: grid; gap: 1.25rem; }
.told { display: grid; grid-template-columns: minmax(7rem, 11rem) minmax(0, 1fr); gap: .15rem .8rem; }
.told dt { grid-column: 1; color: var(--ink-2); }
.told dd { grid-column: 2; margin: 0; white-space: pre-line; }
fieldset { min-width: 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
.choices { display: grid; gap: .4rem; margin-top: .4rem; }
.choices label { display: flex; align-items: center; gap: .7rem; min-height: 3rem; padding: .4rem .8rem; border: 2px solid var(--line-strong);
  border-radius: 10px; }
.choices .quiet { border-color: transparent; min-height: 2.2rem; color: var(--ink-2); }
input[type=radio], input[type=checkbox] { flex: none; width: 1.3rem; height: 1.3rem; margin: 0; accent-color: var(--accent); }
details { border: 1px solid var(--line); border-radius: 10px; }
summary { padding: .7rem .9rem; color: var(--accent); font-weight: 600; cursor: pointer; }
.fields { display: grid; gap: 1rem; padding: .2rem .9rem 1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.field { display: grid; gap: .25rem; align-content: start; min-width: 0; }
.field label { font-weight: 600; }
.field input, .field select, .field textarea { width: 100%; min-width: 0; min-height: 2.8rem; padding: .45rem .6rem; border: 1px solid var(--line-strong);
  border-radius: 8px; background: var(--surface); color: var(--ink); font: inherit; }
.boxes { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: .1rem .4rem; margin-top: .2rem; }
.boxes label { display: flex; align-items: center; gap: .5rem; min-height: 2.4rem; }
.run { padding-top: .8rem; border-top: 1px solid var(--line); display: grid; gap: .8rem; }
.fault { color: var(--warn); font-weight: 600; }
[aria-invalid=true] { border-color: var(--warn) !important; border-width: 2px !important; }
.good { padding: .6rem .8rem; border-inline-start: 4px solid var(--accent); background: var(--accent-soft); display: grid; gap: .3rem; }
.state { padding: .6rem .8rem; border-inline-start: 4px solid var(--line-strong); background: var(--paper); display: grid; gap: .3rem; }
.state ul, .note ul { padding-inline-start: 1.2rem; }
.kept { white-space: pre-line; }
@media (max-width: 30rem) { .told { grid-template-columns: minmax(0, 1fr); } .told dd { grid-column: 1; margin-bottom: .4rem; } }
`;
