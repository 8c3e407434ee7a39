import { html } from 'hono/html';
import type { Html } from '../pages/frame.ts';
import { PAGE_LANGUAGES } from '../pages/languages.ts';
import { PAGE_WORDS } from '../pages/words/index.ts';
import { FORMATS, KINDS } from './query.ts';
import type { Asked } from './query.ts';
import type { Voice } from './voice.ts';

/** What may be chosen beside kinds and formats. */
export interface Choices {
  /** Name of the project area; null where there is none. */
  project: string | null;
  units: readonly { key: string; name: string }[];
  /** Languages in which anything is offered, ISO 639. */
  languages: readonly string[];
}

type Option = readonly [value: string, label: string];

const select = (name: string, label: string, options: readonly Option[], chosen: string): Html =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${options.map(
        ([value, text]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${text}</option>`,
      )}
    </select>
  </div>`;

const boxes = (name: string, label: string, options: readonly Option[], chosen: readonly string[]): Html =>
  html`<fieldset>
    <legend>${label}</legend>
    ${options.map(
      ([value, text]) =>
        html`<label class="box"
          ><input
            type="checkbox"
            name="${name}"
            value="${value}"
            ${chosen.includes(value) ? 'checked' : ''}
          />${text}</label
        >`,
    )}
  </fieldset>`;

/** The bar that changes the brochure; it is not printed, and needs no script. */
export function form(voice: Voice, asked: Asked, { project, units, languages }: Choices): Html {
  const { words, own, formats, language } = voice;
  const tongues = PAGE_LANGUAGES.map((one): Option => [one, PAGE_WORDS[one].name]);
  const areas: Option[] = [
    ...(project === null ? [] : [['project', project] as const]),
    ['all', own.everywhere],
    ...units.map(({ key, name }): Option => [key, name]),
  ];
  const names = { a5: own.booklet, a4: 'A4' };
  const spokenHere = languages.map((code): Option => [code, formats.language(code)]);
  const more = asked.kind.length + asked.speaks.length > 0 || asked.on !== undefined;
  return html`<form class="bar card" method="get" action="brochure">
    <div class="fields">
      ${select('lang', words.language, tongues, language)}
      ${select('also', own.secondLanguage, [['', own.none], ...tongues], asked.also ?? '')}
      ${select('area', own.area, areas, project === null && asked.area === 'project' ? 'all' : asked.area)}
      ${select(
        'format',
        own.paper,
        FORMATS.map((one): Option => [one, names[one]]),
        asked.format,
      )}
      <div class="field">
        <label for="on">${own.validOn}</label>
        <input id="on" type="date" name="on" value="${asked.on ?? ''}" />
      </div>
    </div>
    <details ${more ? 'open' : ''}>
      <summary>${own.kind} · ${words.languages}</summary>
      ${boxes(
        'kind',
        own.kind,
        KINDS.map((kind): Option => [kind, words.kinds[kind]]),
        asked.kind,
      )}
      ${boxes(
        'speaks',
        words.languages,
        spokenHere.toSorted((a, b) => a[1].localeCompare(b[1], voice.code)),
        asked.speaks,
      )}
    </details>
    <div class="actions">
      <button class="button quiet" type="submit">${words.show}</button>
      <button class="button" type="button" id="print" hidden>${words.print}</button>
    </div>
    ${asked.format === 'a5' ? html`<p class="small muted">${own.howToFold}</p>` : ''}
  </form>`;
}
