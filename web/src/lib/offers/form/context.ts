import { createContext } from 'svelte';
import type { OfferEdit } from './offer-edit.svelte.ts';
import type { RegisterBook } from './register-book.svelte.ts';

/** What the parts of one open form share. */
export interface OpenForm {
  edit: OfferEdit;
  /** Providers and sites to choose from. */
  book: RegisterBook;
  /** What is wrong at a path, to be read by people. */
  error: (path: string) => string | undefined;
}

export const [useOpenForm, provideOpenForm] = createContext<OpenForm>();
