import { html } from 'hono/html';
import { AGE_BANDS } from '@quartierblick/gis/analysis/chain/ages.ts';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { Html } from '../pages/frame.ts';
import { formatsOf } from '../pages/formats.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { PAGE_WORDS } from '../pages/words/index.ts';
import type { Asked } from './seeking.ts';

export const FORM_STYLE = `
form.find { display: grid; gap: 1.25rem; }
.find fieldset { min-width: 0; padding: 0; border: 0; }
.find legend, .find label.title { display: block; padding: 0 0 .4rem; font-weight: 600; font-size: 1.2rem; }
.choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.2rem, 1fr)); gap: .5rem; }
.choices label { position: relative; display: grid; place-items: center; min-height: 3.2rem; padding: .35rem .5rem; border: 2px solid var(--line-strong);
  border-radius: 10px; background: var(--surface); text-align: center; line-height: 1.25; cursor: pointer; }
.choices input { position: absolute; opacity: 0; }
.choices label:has(:checked) { border-color: var(--accent); background: var(--accent-soft); font-weight: 600; }
.choices label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.days { display: flex; flex-wrap: wrap; }
.days label { flex: 1 0 auto; min-width: 3.9rem; max-width: 7rem; padding: .35rem .7rem; }
#near-hint { padding-top: .3rem; }
.find input[type=text], .find select { width: 100%; min-height: 3.2rem; padding: .4rem .8rem; border: 2px solid var(--line-strong);
  border-radius: 10px; background: var(--surface); color: var(--ink); font: inherit; }
`;

/**
 * The questions to a family. A plain form: what is asked for stands in the address, so that the answer can be shared.
 * @param spoken languages in which there are offers, ISO 639 codes
 */
export function findForm(asked: Asked, language: PageLanguage, spoken: readonly string[]): Html {
  const words = PAGE_WORDS[language];
  const formats = formatsOf(language);
  const ages = AGE_BANDS.map((band) => {
    const value = String(band.from);
    return html`<label
      ><input
        type="radio"
        name="age"
        value="${value}"
        ${asked.age === value ? 'checked' : ''}
      />${formats.step(band)}</label
    >`;
  });
  const days = WEEKDAYS.map(
    (day) =>
      html`<label
        ><input type="checkbox" name="day" value="${day}" ${asked.day.includes(day) ? 'checked' : ''} /><span
          aria-hidden="true"
          >${formats.weekdayShort(day)}</span
        ><span class="visually-hidden">${formats.weekday(day)}</span></label
      >`,
  );
  const languages = spoken
    .map((code) => ({ code, name: formats.language(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, language === 'leicht' ? 'de' : language))
    .map(({ code, name }) => html`<option value="${code}" ${asked.speaks === code ? 'selected' : ''}>${name}</option>`);
  return html`<form class="find" action="/find" method="get">
    <input type="hidden" name="lang" value="${language}" />
    <fieldset>
      <legend>${words.age}</legend>
      <div class="choices">${ages}</div>
    </fieldset>
    <div>
      <label class="title" for="near">${words.near}</label>
      <input
        type="text"
        id="near"
        name="near"
        value="${asked.near}"
        maxlength="100"
        autocomplete="street-address"
        aria-describedby="near-hint"
        dir="auto"
      />
      <p class="small muted" id="near-hint">${words.nearHint}</p>
    </div>
    <div>
      <label class="title" for="speaks">${words.speak}</label>
      <select id="speaks" name="speaks">
        <option value="">${words.any}</option>
        ${languages}
      </select>
    </div>
    <fieldset>
      <legend>${words.days}</legend>
      <div class="choices days">${days}</div>
    </fieldset>
    <div><button class="button" type="submit">${words.show}</button></div>
  </form>`;
}
