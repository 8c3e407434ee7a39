import { Language } from '#lib/app/language.svelte.ts';
import type { LayoutLoad } from './$types';

/** One static page; every screen is drawn in the browser from the api. */
export const ssr = false;

/** The words are there before anything is drawn: nobody sees the page change its language. */
export const load: LayoutLoad = async () => ({ language: await Language.open(new URLSearchParams(location.search)) });
