import type { Announcer } from './announcer.svelte.ts';

/** Puts a text into the clipboard and says whether it is there; a browser may refuse. */
export async function copyText(
  text: string,
  announcer: Announcer,
  { copied, copyFailed }: { copied: string; copyFailed: string },
): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announcer.show(copied);
  } catch {
    announcer.show(copyFailed, 'warn');
  }
}
