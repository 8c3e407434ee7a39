import { html } from 'hono/html';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import { partsOf } from '@quartierblick/gis/offers/proposal.ts';
import type { OfferName, RunName } from '@quartierblick/gis/offers/proposal.ts';
import { formatsOf } from '../../pages/formats.ts';
import type { Html } from '../../pages/frame.ts';
import { localeOf } from '../../pages/languages.ts';
import { PAGE_WORDS } from '../../pages/words/index.ts';
import { AGES, controlAt, LANGUAGES } from './entry.ts';
import type { Fault } from './form.ts';
import { CONFIRM_WORDS } from './words.ts';
import type { ConfirmLanguage } from './words.ts';

/** A field of the form: where it stands, what stands in it, and what is wrong with it. */
export interface FieldShown {
  /** Of the element, and by which it is sent. */
  id: string;
  name: string;
  place: string;
  entered: readonly string[];
  fault: Fault | undefined;
}

/** What is wrong, in words. */
export function faultText({ wrong, length }: Fault, language: ConfirmLanguage): string {
  const words = CONFIRM_WORDS[language];
  return wrong === 'tooLong' ? words.tooLong(formatsOf(language).number(length ?? 0)) : words[wrong];
}

/** Name of a field as the page calls it. */
export const labelOf = (place: string, language: ConfirmLanguage): string =>
  CONFIRM_WORDS[language].fields[partsOf(place).name as OfferName | RunName];

/** An age in whole months: months below three years, years from then on. */
export function ageText(months: number, language: ConfirmLanguage): string {
  if (months < 0) return PAGE_WORDS[language].pregnancy;
  if (months === 0) return PAGE_WORDS[language].birth;
  const [unit, count] =
    months % 12 === 0 && months >= 12 ? (['year', months / 12] as const) : (['month', months] as const);
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** What is wrong with a field, tied to it by its id. */
export const faultHtml = (id: string, fault: Fault | undefined, language: ConfirmLanguage): Html | '' =>
  fault ? html`<p class="fault" id="${id}-fault">${faultText(fault, language)}</p>` : '';

function boxes(
  { id, name, place, entered, fault }: FieldShown,
  codes: readonly string[],
  language: ConfirmLanguage,
): Html {
  const formats = formatsOf(language);
  const days = controlAt(place) === 'days';
  const text = (code: string) => (days ? formats.weekday(code as (typeof WEEKDAYS)[number]) : formats.language(code));
  const described = [fault ? `${id}-fault` : '', days ? '' : `${id}-hint`].filter(Boolean).join(' ');
  return html`<fieldset id="${id}" ${described ? html`aria-describedby="${described}"` : ''}>
    <legend>${labelOf(place, language)}</legend>
    ${faultHtml(id, fault, language)}
    <div class="boxes">
      ${codes.map(
        (code) =>
          html`<label
            ><input type="checkbox" name="${name}" value="${code}" ${entered.includes(code) ? html`checked` : ''} />
            <span>${text(code)}</span></label
          >`,
      )}
    </div>
    ${days ? '' : html`<p class="small muted" id="${id}-hint">${CONFIRM_WORDS[language].otherLanguages}</p>`}
  </fieldset>`;
}

function select({ id, name, entered, fault }: FieldShown, options: readonly [value: string, text: string][]): Html {
  const [chosen = ''] = entered;
  const known = options.some(([value]) => value === chosen) ? options : [...options, [chosen, chosen] as const];
  return html`<select id="${id}" name="${name}" ${tied(id, fault)}>
    ${known.map(([value, text]) => html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${text}</option>`)}
  </select>`;
}

const tied = (id: string, fault: Fault | undefined): Html | '' =>
  fault ? html`aria-invalid="true" aria-describedby="${id}-fault"` : '';

function control(field: FieldShown, language: ConfirmLanguage): Html {
  const { id, name, place, entered, fault } = field;
  const words = CONFIRM_WORDS[language];
  const text = entered[0] ?? '';
  switch (controlAt(place)) {
    case 'area':
      // A line end after the tag is not part of what stands in it.
      return html`<textarea id="${id}" name="${name}" rows="3" dir="auto" ${tied(id, fault)}>${text}</textarea>`;
    case 'age': {
      const ages = AGES.map((months): [string, string] => [String(months), ageText(months, language)]);
      const own = Number(text);
      const other = text !== '' && Number.isInteger(own) && !AGES.includes(own);
      return select(field, [
        ['', words.open],
        ...ages,
        ...(other ? [[text, ageText(own, language)] as [string, string]] : []),
      ]);
    }
    case 'yes-no': {
      const { yes, no } = PAGE_WORDS[language];
      return select(field, [
        ['', words.open],
        ['true', yes],
        ['false', no],
      ]);
    }
    case 'number':
      return html`<input
        id="${id}"
        name="${name}"
        value="${text}"
        inputmode="numeric"
        autocomplete="off"
        ${tied(id, fault)}
      />`;
    case 'date':
    case 'time':
      return html`<input
        id="${id}"
        name="${name}"
        type="${fault ? 'text' : controlAt(place)}"
        value="${text}"
        ${tied(id, fault)}
      />`;
    default:
      return html`<input id="${id}" name="${name}" value="${text}" dir="auto" autocomplete="off" ${tied(id, fault)} />`;
  }
}

/** A field with its label and what is wrong with it. */
export function fieldHtml(field: FieldShown, language: ConfirmLanguage): Html {
  const { id, place, entered, fault } = field;
  const kind = controlAt(place);
  if (kind === 'days') return boxes(field, WEEKDAYS, language);
  if (kind === 'languages') return boxes(field, [...new Set([...entered, ...LANGUAGES])], language);
  return html`<div class="field">
    <label for="${id}">${labelOf(place, language)}</label>
    ${control(field, language)} ${faultHtml(id, fault, language)}
  </div>`;
}
