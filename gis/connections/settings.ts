import { z } from 'zod';
import type { ConnectionKind } from './kinds.ts';

/** Names of parameters that hold secrets: what stands in an address is shown and logged. */
const SECRET_PARAMETER = /^(?:api[-_]?key|key|token|access[-_]?token|password|passwort|pwd|sig|signature|auth)$/i;

/** Whether an address carries a user name, a password or a parameter that is named like a secret. */
function bearsSecret(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return true;
  return [...url.searchParams.keys()].some((name) => SECRET_PARAMETER.test(name));
}

const address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((url) => !bearsSecret(url), {
    message:
      'no secrets in the address: name a credential instead / keine Geheimnisse in der Adresse: einen Zugang nennen',
  });
const name = z.string().trim().min(1).max(300);
/** A condition in the service's own language, e.g. CQL or SQL. */
const condition = z.string().trim().max(2000).default('');
/** Only what lies in the project's area and its surroundings. */
const within = z.boolean().default(true);

/** What is to be fetched, by kind of service. All addresses are absolute, http or https, and free of secrets. */
export const settingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ogc-features'), url: address, collection: name, filter: condition, within }),
  z.strictObject({ kind: z.literal('wfs'), url: address, typeName: name, filter: condition, within }),
  z.strictObject({ kind: z.literal('opendatasoft'), url: address, dataset: name, filter: condition }),
  z.strictObject({ kind: z.literal('arcgis'), url: address, filter: condition, within }),
  z.strictObject({
    kind: z.literal('overpass'),
    url: address,
    query: z.string().trim().min(1).max(10_000),
  }),
  z.strictObject({
    kind: z.literal('url'),
    url: address,
    /** Part of the name of the file that is wanted out of a zip archive; empty: the archive as it is. */
    member: z.string().trim().max(200).default(''),
  }),
]);
export type Settings = z.infer<typeof settingsSchema>;
export type SettingsOf<K extends ConnectionKind> = Extract<Settings, { kind: K }>;
