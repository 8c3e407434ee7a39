import { createContext } from 'svelte';
import { resolve } from '$app/paths';
import { createApi, type Api } from '#lib/api.ts';
import { Announcer } from './announcer.svelte.ts';
import { Connection } from './connection.svelte.ts';
import { Events } from './events.svelte.ts';
import type { Language } from './language.svelte.ts';
import { Session, type SessionInfo } from './session.svelte.ts';
import { Theme } from './theme.svelte.ts';

/** What every screen needs. Lives in context, made once by the layout. */
export interface App {
  language: Language;
  theme: Theme;
  connection: Connection;
  announcer: Announcer;
  events: Events;
  session: Session;
  api: Api;
}

export const [useApp, provideApp] = createContext<App>();

/** Makes the parts and ties them together. `origin` comes from the address of the page. */
export function createApp(origin: string, language: Language): App {
  const root = origin + resolve('/').replace(/\/$/, '');
  const connection = new Connection(`${root}/api/health`);
  const announcer = new Announcer();
  const api = createApi({
    root,
    language: () => language.code,
    onFailure: (state) => connection.report(state),
    onRefused(status) {
      const t = language.t.shell;
      if (status === 401 && !session.user) {
        announcer.show(t.signInNeeded, 'warn', { label: t.signIn, href: signInHref() });
      } else void session.refresh();
    },
  });
  const session = new Session(
    async () => (await api.send(`${root}/api/session`)).json() as Promise<SessionInfo>,
    forgetEntries,
  );
  const events = new Events(`${root}/api/events`, () => void session.refresh());
  session.onChange(() => events.reopen());
  return { language, theme: new Theme(), connection, announcer, events, session, api };
}

/** What somebody has typed and not saved lies in the tab's storage; whoever comes after them at this tab does not find it. */
function forgetEntries(): void {
  try {
    const own = Object.keys(sessionStorage).filter((name) => name.startsWith('quartierblick.'));
    for (const name of own) sessionStorage.removeItem(name);
  } catch {
    // Storage was refused: nothing lies there.
  }
}

/** Address of the sign-in that leads back to where the reader is. */
export function signInHref(): string {
  return `${resolve('/sign-in')}?to=${encodeURIComponent(location.pathname + location.search)}`;
}
