/** Where a message leads on. */
interface Action {
  label: string;
  href: string;
}

/** Says changes aloud: the text stands in a polite live region of the layout. */
export class Announcer {
  text = $state('');
  /** A short message that is also shown, e.g. "Link kopiert"; goes away by itself. */
  notice = $state<{ text: string; tone: 'info' | 'warn'; action?: Action | undefined } | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string): void {
    // The same words twice are only read again when the region changes in between.
    this.text = this.text === text ? `${text}\u00a0` : text;
  }

  show(text: string, tone: 'info' | 'warn' = 'info', action?: Action): void {
    this.notice = { text, tone, action };
    this.say(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.notice = null), tone === 'warn' ? 9000 : 4000);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.notice = null;
  }
}
