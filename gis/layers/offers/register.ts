import { defineDataset } from '../define.ts';
import { code, text, yesNo } from '../fields.ts';
import { OFFER_FIELDS } from './layer.ts';

/** Who offers something. Whom to ask there is for those who keep the register, not for everyone. */
export const offerProviders = defineDataset({
  id: 'offer-providers',
  table: 'offer_providers',
  edited: true,
  fields: {
    name: text('Träger', 'Provider', { table: true }),
    person: text('Ansprechperson', 'Contact person', { table: true }),
    email: text('E-Mail', 'Email', { table: true }),
    phone: text('Telefon', 'Phone'),
    website: text('Internet', 'Website'),
    note: text('Bemerkung', 'Note'),
  },
});

/** An offer, once; where and when it runs stands in `offersAtSites`. */
export const offerRegister = defineDataset({
  id: 'offer-register',
  table: 'offers',
  edited: true,
  fields: {
    provider_key: text('Träger (Kennung)', 'Provider (key)'),
    ...OFFER_FIELDS,
    topic: text('Thema', 'Topic', { table: true }),
    description: text('Beschreibung', 'Description'),
    contact: text('Kontakt für Familien', 'Contact for families'),
    website: text('Internet', 'Website'),
  },
});

/** How far a translation has come; what is missing has no row. */
export const TEXT_STATES = {
  draft: { de: 'Entwurf', en: 'draft' },
  checked: { de: 'geprüft', en: 'checked' },
} as const;

/** Texts of an offer in other languages, and in plain language. */
export const offerTexts = defineDataset({
  id: 'offer-texts',
  table: 'offer_texts',
  edited: true,
  fields: {
    offer_key: text('Angebot (Kennung)', 'Offer (key)'),
    /** ISO 639 code. */
    language: text('Sprache', 'Language', { table: true }),
    plain: yesNo('Leichte Sprache', 'Plain language', { table: true }),
    title: text('Titel', 'Title', { table: true }),
    description: text('Text', 'Text'),
    state: code('Stand', 'State', TEXT_STATES, { table: true }),
  },
});
