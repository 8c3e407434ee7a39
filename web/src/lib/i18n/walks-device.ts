import type { LanguageCode } from '#lib/app/language.svelte.ts';

/** Words of the field on what this device does by itself, and on forgetting a walk on it. */
const de = {
  sendsWhenClosed: 'Sendet auch, wenn diese Seite zu ist.',
  sendsWhileOpen: 'Sendet nur, solange diese Seite offen ist.',
};

type DeviceWords = typeof de;

const en: DeviceWords = {
  sendsWhenClosed: 'Sends even when this page is closed.',
  sendsWhileOpen: 'Sends only as long as this page is open.',
};

export const DEVICE_WORDS = { de, en } satisfies Readonly<Record<LanguageCode, DeviceWords>>;
