import { onMount } from 'svelte';
import { afterNavigate, goto } from '$app/navigation';
import { navigating } from '$app/state';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { Address } from './address.ts';

/** A screen whose state stands in its address. */
export interface Addressed {
  /** Sets everything as an address says. */
  apply(search: URLSearchParams): unknown;
  /** Something changed at the server. */
  heard(event: AppEvent): void;
  leave(): void;
}

interface Life<S> {
  /** When the screen is first shown. */
  first: (screen: S) => unknown;
  /** When the connection is back after it was lost. */
  again: (screen: S) => unknown;
}

/**
 * Puts a query into the address of the page, unless the reader is on the way to another page: what a map notes when it comes to
 * rest must not call them back.
 */
export async function intoAddress(query: string, replace: boolean): Promise<void> {
  if (navigating.to && navigating.to.url.pathname !== location.pathname) return;
  // eslint-disable-next-line svelte/no-navigation-without-resolve -- the path is the page's own, its base included
  await goto(location.pathname + query, { replace, reset: false });
}

/**
 * Makes a screen that lives by its address: set by it when it opens and when the reader goes back or forward, told of news,
 * loaded again when the connection is back, and left with its component. To be called while the component is made.
 */
export function byAddress<S extends Addressed>(
  app: App,
  make: (navigate: (query: string, replace: boolean) => void) => S,
  { first, again }: Life<S>,
): S {
  const address = new Address(intoAddress);
  const screen = make(address.write);
  const apply = (): void => void screen.apply(new URLSearchParams(location.search));
  const forget = (): void => address.forget();
  onMount(() => {
    apply();
    void first(screen);
    addEventListener('popstate', forget);
    const ends = [app.events.listen((event) => screen.heard(event)), app.connection.onBack(() => void again(screen))];
    return () => {
      removeEventListener('popstate', forget);
      address.close();
      screen.leave();
      for (const end of ends) end();
    };
  });
  // Back and forward: the address is what holds, the screen follows.
  afterNavigate(({ type }) => {
    if (type === 'popstate') apply();
  });
  return screen;
}
