import type { Context } from 'hono';
import { html } from 'hono/html';
import { CACHE } from '../cache.ts';
import type { Html } from '../pages/frame.ts';
import { PLAIN_PAGE_POLICY } from '../security-headers.ts';
import { addressWith } from './asked.ts';
import type { Asked } from './asked.ts';
import { ogcPage } from './page.ts';

/** A resource in its two forms. */
interface Forms {
  type: string;
  json: unknown;
  /** Title and content of the page, and the way to it from the top. */
  page: { title: string; way: readonly (readonly [href: string, title: string])[]; body: Html };
}

/** Answers in the form that was asked for. What it holds depends on who asks, so no shared cache may keep it. */
export async function answer(c: Context, asked: Asked, { type, json, page }: Forms): Promise<Response> {
  c.header('Cache-Control', CACHE.revalidate);
  c.header('Vary', 'Accept, Accept-Language, Authorization, Cookie');
  c.header('Content-Language', asked.language);
  if (!asked.html) return c.body(JSON.stringify(json), 200, { 'Content-Type': type });
  c.header('Content-Security-Policy', PLAIN_PAGE_POLICY);
  const inLanguage = (lang: string) => addressWith(c, asked.root, { f: 'html', lang });
  // The requirements class html wants the links of the JSON on the page, too: most stand in its content, this one on every page.
  const body = html`${page.body}
    <p class="small">
      <a rel="alternate" type="${type}" href="${addressWith(c, asked.root, { f: 'json' })}">JSON</a>
    </p>`;
  return c.html(await ogcPage(asked, page.title, page.way, body, inLanguage), 200);
}
