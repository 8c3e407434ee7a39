import { z } from 'zod';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { oidcSettings } from './auth/oidc-settings.ts';
import { connectionSettings } from './connections/env-settings.ts';
import { GDAL_LIMITS } from './gdal/limits.ts';

/** One variable of the environment: how it is read, what it is for, and what is said where it cannot be used. */
interface Setting<S extends z.ZodType = z.ZodType> {
  schema: S;
  what: Text;
  /** Completes "… geht nicht, erwartet wird". */
  wants: Text;
  /** Never shown, not even where it is wrong. */
  secret?: true;
}

const setting = <S extends z.ZodType>(schema: S, rest: Omit<Setting, 'schema'>): Setting<S> => ({ schema, ...rest });

const whole = (de: string, en: string): Text => ({ de: `eine ganze Zahl ${de}`, en: `a whole number ${en}` });
const POSTGRES: Text = {
  de: 'postgres://KONTO@RECHNER/DATENBANK, Sonderzeichen im Kennwort als %XX',
  en: 'postgres://ACCOUNT@HOST/DATABASE, special characters of a password as %XX',
};
const ANY: Text = { de: 'ein Text', en: 'a text' };
const SECRET: Text = { de: 'mindestens 32 Zeichen', en: 'at least 32 characters' };

/** The client decodes the whole address: a lone % would end it with a stack trace. */
function canDecode(url: string): boolean {
  try {
    return decodeURIComponent(url) !== '';
  } catch {
    return false;
  }
}

const publicUrl = z.url({ protocol: /^https?$/ }).regex(/^[^?#]*$/);
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//)
  .refine((url) => URL.canParse(url) && canDecode(url));

/**
 * Every variable that the program reads, once: the server, the command line, `check-config` and the table in the README
 * derive from it.
 */
export const SETTINGS = {
  HOST: setting(z.string().min(1).default('127.0.0.1'), {
    what: { de: 'Adresse, an der er lauscht', en: 'address it listens at' },
    wants: ANY,
  }),
  PORT: setting(z.coerce.number().int().min(0).max(65535).default(3000), {
    what: { de: 'Port dazu', en: 'port of it' },
    wants: whole('von 0 bis 65535', 'from 0 to 65535'),
  }),
  DATABASE_URL: setting(postgresUrl.optional(), {
    what: {
      de: 'ein PostgreSQL mit PostGIS ≥ 3.3; ohne sie die eingebettete Datenbank unter `DATA_DIR`',
      en: 'a PostgreSQL with PostGIS ≥ 3.3; without it the embedded database under `DATA_DIR`',
    },
    wants: POSTGRES,
    secret: true,
  }),
  DATABASE_READ_URL: setting(postgresUrl.optional(), {
    what: {
      de: 'ein nachlaufender Zweitserver, von dem Kacheln und Ebenen gelesen werden; fällt er aus, liest der erste',
      en: 'a streaming replica from which tiles and layers are read; where it fails, the primary is read',
    },
    wants: POSTGRES,
    secret: true,
  }),
  DATA_DIR: setting(z.string().min(1).default('.data'), {
    what: {
      de: 'eingebettete Datenbank, Hochgeladenes, Fotos; Rechte 700. Mehrere Prozesse teilen sich den Ordner',
      en: 'embedded database, uploads, photos; mode 700. Several processes share the folder',
    },
    wants: ANY,
  }),
  BASE_URL: setting(publicUrl.optional(), {
    what: {
      de: 'öffentliche Adresse hinter einem Proxy, gern mit Unterpfad; OpenID Connect braucht sie',
      en: 'public address behind a proxy, with a sub-path if you like; OpenID Connect needs it',
    },
    wants: { de: 'https:// oder http://, ohne ? und #', en: 'https:// or http://, without ? and #' },
  }),
  AUTH_SECRET: setting(z.string().min(32).optional(), {
    what: {
      de: 'unterschreibt die Cookies; sonst einmal erzeugt. Zu setzen, wo mehrere Prozesse eine Datenbank teilen',
      en: 'signs session cookies; made once where absent. Set it where several processes share a database',
    },
    wants: SECRET,
    secret: true,
  }),
  DEMO: setting(z.enum(['auto', 'off']).default('auto'), {
    what: {
      de: '`auto` lädt das Demoquartier in eine leere Datenbank, `off` nicht',
      en: '`auto` loads the demo quarter into an empty database, `off` does not',
    },
    wants: { de: 'auto oder off', en: 'auto or off' },
  }),
  TRUST_PROXY: setting(z.coerce.number().int().min(0).max(10).default(0), {
    what: {
      de: 'wie viele Proxys davor `X-Forwarded-For` ergänzen; für Grenzen je Adresse',
      en: 'how many proxies in front append to `X-Forwarded-For`; needed for rate limits by address',
    },
    wants: whole('von 0 bis 10', 'from 0 to 10'),
  }),
  METRICS_TOKEN: setting(z.string().min(16).regex(/^\S+$/).optional(), {
    what: {
      de: 'wer es als Bearer nennt, liest `/metrics`; ohne es nur, wer am selben Rechner direkt fragt',
      en: 'whoever bears it reads `/metrics`; without it only who asks directly at the same machine',
    },
    wants: { de: 'mindestens 16 Zeichen ohne Leerzeichen', en: 'at least 16 characters without spaces' },
    secret: true,
  }),
  LOG_LEVEL: setting(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'), {
    what: {
      de: 'von pino; ab `info` eine Zeile je Anfrage, ohne Personen und Adressen',
      en: 'of pino; from `info` on a line for each request, without people and addresses',
    },
    wants: {
      de: 'trace, debug, info, warn, error, fatal oder silent',
      en: 'trace, debug, info, warn, error, fatal or silent',
    },
  }),
  UPLOAD_LIMIT_MB: setting(z.coerce.number().int().min(1).default(2048), {
    what: { de: 'größte Datei, die angenommen wird', en: 'largest file that is taken' },
    wants: whole('ab 1', 'from 1'),
  }),
  TILE_CACHE_MB: setting(z.coerce.number().int().min(0).default(96), {
    what: { de: 'Speicher für fertige Kacheln', en: 'memory for finished tiles' },
    wants: whole('ab 0', 'from 0'),
  }),
  GDAL_MEMORY_MB: setting(z.coerce.number().int().min(256).default(GDAL_LIMITS.memoryMb), {
    what: {
      de: 'Speicher eines Prozesses, der Dateien mit GDAL liest oder schreibt',
      en: 'memory of a process that reads or writes files by GDAL',
    },
    wants: whole('ab 256', 'from 256'),
  }),
  GDAL_TIMEOUT_S: setting(z.coerce.number().int().min(1).default(GDAL_LIMITS.timeoutS), {
    what: { de: 'längste Zeit dafür in Sekunden', en: 'longest time for that in seconds' },
    wants: whole('ab 1', 'from 1'),
  }),
  CONNECTIONS_ALLOW: setting(connectionSettings.CONNECTIONS_ALLOW, {
    what: {
      de: 'Rechner, Adressen oder Netze, die Verbindungen erreichen dürfen, obwohl sie nicht öffentlich sind',
      en: 'hosts, addresses or networks that connections may reach although they are not public',
    },
    wants: {
      de: 'Rechner, Adressen oder Netze (10.1.0.0/16), mit Komma getrennt',
      en: 'hosts, addresses or networks (10.1.0.0/16), separated by commas',
    },
  }),
  CONNECTIONS_MIRRORS: setting(connectionSettings.CONNECTIONS_MIRRORS, {
    what: { de: 'Rechner, an deren Stelle ein anderer gefragt wird', en: 'hosts in whose place another one is asked' },
    wants: { de: 'rechner=adresse, mit Komma getrennt', en: 'host=url, separated by commas' },
  }),
  CONNECTIONS_CREDENTIALS: setting(connectionSettings.CONNECTIONS_CREDENTIALS, {
    what: {
      de: 'Geheimnisse für Datendienste, jedes an seinen Rechner gebunden',
      en: 'secrets for data services, each bound to its host',
    },
    wants: {
      de: 'JSON: {"name": {"host": …, "header": …, "value": …}}',
      en: 'JSON: {"name": {"host": …, "header": …, "value": …}}',
    },
    secret: true,
  }),
  OIDC_ISSUER: setting(oidcSettings.OIDC_ISSUER, {
    what: { de: 'die Anmeldung der Stadt (OpenID Connect)', en: "the city's own sign-in (OpenID Connect)" },
    wants: { de: 'eine Adresse mit https://', en: 'an address with https://' },
  }),
  OIDC_CLIENT_ID: setting(oidcSettings.OIDC_CLIENT_ID, {
    what: { de: 'Name des Dashboards dort', en: 'name of the dashboard there' },
    wants: ANY,
  }),
  OIDC_CLIENT_SECRET: setting(oidcSettings.OIDC_CLIENT_SECRET, {
    what: { de: 'Geheimnis dazu', en: 'secret of it' },
    wants: ANY,
    secret: true,
  }),
  OIDC_LABEL: setting(oidcSettings.OIDC_LABEL, {
    what: { de: 'was auf dem Knopf steht', en: 'what the button says' },
    wants: ANY,
  }),
  OIDC_ROLE_CLAIM: setting(oidcSettings.OIDC_ROLE_CLAIM, {
    what: { de: 'Angabe mit Gruppen oder Rollen', en: 'claim that holds groups or roles' },
    wants: ANY,
  }),
  OIDC_ROLES: setting(oidcSettings.OIDC_ROLES, {
    what: {
      de: 'wer als was hereinkommt, z. B. `stadterneuerung=planner,it=admin`',
      en: 'who comes in with which role, e.g. `stadterneuerung=planner,it=admin`',
    },
    wants: ANY,
  }),
} satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

type Values = { [name in SettingName]: z.output<(typeof SETTINGS)[name]['schema']> };

/** What is wrong with one variable, in a line that names it; a secret's value does not stand in it. */
export interface BadSetting {
  name: SettingName;
  line: Text;
}

/** Empty variables count as absent. Blanks and line ends around a value come from files of settings and are never meant. */
function given(variables: Record<string, string | undefined>, name: SettingName): string | undefined {
  return variables[name]?.trim() || undefined;
}

function badSetting(name: SettingName, value: string | undefined): BadSetting {
  const { wants, secret }: Setting = SETTINGS[name];
  // An address may bear a password, too.
  const told = value
    ?.replace(/\/\/[^/@]*@/, '//…@')
    .replace(/\s+/g, ' ')
    .slice(0, 60);
  const shown = told === undefined || secret ? '' : ` „${told}“`;
  return {
    name,
    line: {
      de: `${name}${shown} ist unbrauchbar, erwartet wird ${wants.de}`,
      en: `${name}${shown} cannot be used, expected is ${wants.en}`,
    },
  };
}

/** Reads every variable by its schema. @returns their values, or all that are wrong */
export function readSettings(
  variables: Record<string, string | undefined>,
): { values: Values; bad: [] } | { values: null; bad: BadSetting[] } {
  const bad: BadSetting[] = [];
  const values: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const value = given(variables, name);
    const parsed = SETTINGS[name].schema.safeParse(value);
    if (parsed.success) values[name] = parsed.data;
    else bad.push(badSetting(name, value));
  }
  return bad.length > 0 ? { values: null, bad } : { values: values as Values, bad: [] };
}

/** How many letters must be put in, left out or exchanged to make one name of the other. */
function lettersApart(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, against] of [...other].entries()) {
      const exchanged = (row[j] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Shorter names are near to those of many other programs. */
const LONG_ENOUGH = 6;

/** Variables whose names are almost those of a setting, e.g. `DATABSE_URL`, and the setting that was meant. */
export function misspeltSettings(
  variables: Record<string, string | undefined>,
): { name: string; meant: SettingName }[] {
  const known = new Set<string>(SETTING_NAMES);
  return Object.keys(variables).flatMap((name) => {
    if (known.has(name)) return [];
    const long = SETTING_NAMES.filter(({ length }) => length >= LONG_ENOUGH);
    const meant = long.find((setting) => lettersApart(name.toUpperCase(), setting) <= 2);
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** What holds where a variable is not set, as text; `–` where there is no default. */
export function defaultOf(name: SettingName): string {
  const value: unknown = SETTINGS[name].schema.parse(undefined);
  // Lists and maps are empty by default.
  return value === undefined || typeof value === 'object' ? '–' : String(value);
}

/** The table of the README, a row for each variable; a test holds the README against it. */
export function settingsTable(): string {
  const rows = SETTING_NAMES.map((name) => {
    const fallback = defaultOf(name);
    return [`\`${name}\``, fallback === '–' ? fallback : `\`${fallback}\``, SETTINGS[name].what.en];
  });
  return [['variable', 'default', 'what'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
