import type { LinkWish } from '../../client.ts';

/** What is entered for a link that is not made yet. */
export class NewLink {
  note = $state('');
  password = $state('');
  until = $state('');

  /** Has it made and begins anew; what was entered for the next one meanwhile stays. */
  async make(made: (wish: LinkWish) => Promise<void>): Promise<void> {
    const { note, password, until } = this;
    await made({
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(password !== '' && { password }),
      // The whole of that day where the author is.
      ...(until !== '' && { expiresAt: new Date(`${until}T23:59:59`).toISOString() }),
    });
    if (this.note === note) this.note = '';
    if (this.password === password) this.password = '';
    if (this.until === until) this.until = '';
  }
}
