import { createContext } from 'svelte';
import { resolve } from '$app/paths';
import { createApi, type Api } from '#lib/api.ts';
import { Announcer } from './announcer.svelte.ts';
import { Connection } from './connection.svelte.ts';
import { Events } from './events.svelte.ts';
import { Language } from './language.svelte.ts';
import { Theme } from './theme.svelte.ts';

/** What every screen needs. Lives in context, made once by the layout. */
export interface App {
  language: Language;
  theme: Theme;
  connection: Connection;
  announcer: Announcer;
  events: Events;
  api: Api;
}

export const [useApp, provideApp] = createContext<App>();

/** Makes the parts and ties them together. `origin` comes from the address of the page. */
export function createApp(origin: string, language: Language): App {
  const root = origin + resolve('/').replace(/\/$/, '');
  const connection = new Connection(`${root}/api/health`);
  const api = createApi({ root, language: () => language.code, onFailure: (state) => connection.report(state) });
  const events = new Events(`${root}/api/events`);
  return { language, theme: new Theme(), connection, announcer: new Announcer(), events, api };
}
