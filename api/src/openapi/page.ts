import { html, raw } from 'hono/html';
import { PAGE_ICON } from '../pages/frame.ts';
import type { Html } from '../pages/frame.ts';
import { dataTable } from '../pages/table.ts';
import { STYLE } from './style.ts';

/** As much of an OpenAPI 3.1 document as the page reads. */
export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  tags?: { name: string; 'x-name-de'?: string; description?: string }[];
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, JsonSchema> };
}
interface Operation {
  tags?: string[];
  summary?: string;
  'x-summary-de'?: string;
  description?: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: JsonSchema;
  }[];
  requestBody?: { content?: Record<string, { schema?: JsonSchema }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: JsonSchema }> }>;
}
interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  enum?: unknown[];
  description?: string;
  default?: unknown;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

const WORDS = {
  de: {
    title: 'Schnittstelle',
    skip: 'Zum Inhalt',
    sections: 'Abschnitte',
    other: 'In English',
    intro: 'Offene Schnittstelle des Planungsdashboards. Geometrien in WGS 84 (Länge, Breite); Fehler nach RFC 9457.',
    machine: 'Maschinenlesbar (OpenAPI 3.1)',
    name: 'Name',
    where: 'Ort',
    type: 'Art',
    meaning: 'Bedeutung',
    parameters: 'Parameter',
    body: 'Inhalt der Anfrage',
    responses: 'Antworten',
    required: 'nötig',
    schemas: 'Datentypen',
    rest: 'Weitere',
    places: {
      path: 'Pfad',
      query: 'Abfrage',
      header: 'Kopf',
      cookie: 'Cookie',
    } as Record<string, string>,
  },
  en: {
    title: 'Interface',
    skip: 'Skip to content',
    sections: 'Sections',
    other: 'Auf Deutsch',
    intro: 'Open interface of the planning dashboard. Geometry in WGS 84 (longitude, latitude); errors after RFC 9457.',
    machine: 'Machine-readable (OpenAPI 3.1)',
    name: 'Name',
    where: 'In',
    type: 'Type',
    meaning: 'Meaning',
    parameters: 'Parameters',
    body: 'Request body',
    responses: 'Responses',
    required: 'required',
    schemas: 'Data types',
    rest: 'Others',
    places: {} as Record<string, string>,
  },
};
type Language = keyof typeof WORDS;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The document as a page of its own: no script, nothing loaded, usable by keyboard and in both themes. */
export function renderDocument(document: ApiDocument, language: Language): Html {
  const words = WORDS[language];
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
  const named = (document.tags ?? []).map(({ name }) => name);
  const heading = (tag: string) => {
    const known = document.tags?.find(({ name }) => name === tag);
    return (language === 'de' ? known?.['x-name-de'] : undefined) ?? (tag || words.rest);
  };
  const sections = [...named, '']
    .map((tag) => ({
      tag,
      operations: operations.filter(({ operation }) => {
        const own = operation.tags?.find((name) => named.includes(name)) ?? '';
        return own === tag;
      }),
    }))
    .filter((section) => section.operations.length > 0);
  const other = language === 'de' ? 'en' : 'de';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title} – ${words.title}</title>
        ${PAGE_ICON}
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        <header>
          <h1>${document.info.title} – ${words.title}</h1>
          <p>${words.intro}</p>
          <p>
            <a href="openapi.json">${words.machine}</a> ·
            <a href="?lang=${other}" lang="${other}">${words.other}</a>
          </p>
          <nav aria-label="${words.sections}">
            <ul>
              ${sections.map(({ tag }) => html`<li><a href="#tag-${tag}">${heading(tag)}</a></li>`)}
              <li><a href="#schemas">${words.schemas}</a></li>
            </ul>
          </nav>
        </header>
        <main id="content">
          ${sections.map(
            (section) =>
              html`<section aria-labelledby="tag-${section.tag}">
                <h2 id="tag-${section.tag}">${heading(section.tag)}</h2>
                ${section.operations.map(({ path, method, operation }) => operationHtml(path, method, operation, language))}
              </section>`,
          )}
          <section aria-labelledby="schemas">
            <h2 id="schemas">${words.schemas}</h2>
            ${Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => schemaHtml(name, schema, words))}
          </section>
        </main>
      </body>
    </html>`;
}

function operationHtml(path: string, method: string, operation: Operation, language: Language): Html {
  const words = WORDS[language];
  const title = (language === 'de' ? operation['x-summary-de'] : undefined) ?? operation.summary ?? '';
  const parameters = operation.parameters ?? [];
  return html`<details>
    <summary><code>${method.toUpperCase()} ${path}</code><span>${title}</span></summary>
    <div>
      ${operation.description ? html`<p>${operation.description}</p>` : ''}
      ${parameters.length > 0 ? html`<h3>${words.parameters}</h3>` : ''}
      ${
        parameters.length > 0
          ? dataTable(
              words.name,
              [words.name, words.where, words.type, words.meaning],
              parameters.map((p) => [
                html`<code>${p.name}</code>${p.required ? html` <span class="quiet">${words.required}</span>` : ''}`,
                html`${words.places[p.in] ?? p.in}`,
                html`${typeOf(p.schema)}`,
                html`${p.description ?? p.schema?.description ?? ''}`,
              ]),
            )
          : ''
      }
      ${
        operation.requestBody
          ? html`<h3>${words.body}</h3>
              ${contentHtml(operation.requestBody.content)}`
          : ''
      }
      <h3>${words.responses}</h3>
      <ul>
        ${Object.entries(operation.responses ?? {}).map(
          ([status, response]) =>
            html`<li><strong>${status}</strong> ${response.description ?? ''} ${contentHtml(response.content)}</li>`,
        )}
      </ul>
    </div>
  </details>`;
}

function contentHtml(content: Record<string, { schema?: JsonSchema }> = {}): Html {
  return html`${Object.entries(content).map(
    ([media, { schema }]) => html`<div class="quiet"><code>${media}</code> ${typeOf(schema)}</div>`,
  )}`;
}

function schemaHtml(name: string, schema: JsonSchema, words: (typeof WORDS)[Language]): Html {
  const fields = (schema.allOf ?? [schema]).flatMap(({ properties, required }) =>
    Object.entries(properties ?? {}).map(([field, value]) => [
      html`<code>${field}</code
        >${required?.includes(field) ? html` <span class="quiet">${words.required}</span>` : ''}`,
      html`${typeOf(value)}`,
      html`${value.description ?? ''}`,
    ]),
  );
  return html`<details id="schema-${name}">
    <summary><code>${name}</code>${schema.description ? html`<span>${schema.description}</span>` : ''}</summary>
    <div>
      ${fields.length > 0 ? dataTable(words.name, [words.name, words.type, words.meaning], fields) : typeOf(schema)}
    </div>
  </details>`;
}

/** A short name of a schema's type, with a link where it has a section of its own. */
function typeOf(schema: JsonSchema | undefined): Html {
  if (!schema) return html``;
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.enum) return html`${schema.enum.map(String).join(' | ')}`;
  const several = schema.anyOf ?? schema.allOf;
  if (several) return html`${several.map((one, index) => html`${index > 0 ? ' | ' : ''}${typeOf(one)}`)}`;
  if (schema.items) return html`${typeOf(schema.items)}[]`;
  return html`${[schema.type ?? ''].flat().join(' | ')}`;
}
