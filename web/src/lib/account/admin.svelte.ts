import { accountWords } from '#lib/i18n/account.ts';
import { Administered } from './administered.svelte.ts';
import type { Invitation, NewInvitation, Person, Role } from './client.ts';

/** The accounts of others, for who administers them. */
export class Administration extends Administered {
  people = $state.raw<Person[] | null>(null);
  invitations = $state.raw<Invitation[]>([]);
  /** The invitation that was just made: its link is shown until the next one. */
  made = $state.raw<(NewInvitation & { email: string }) | null>(null);

  /** Only one administrator who can sign in is left. */
  isLastAdmin(person: Person): boolean {
    const able = this.people?.filter(({ edition, disabled }) => edition === 'admin' && !disabled) ?? [];
    return able.length === 1 && able[0]?.id === person.id;
  }

  change(person: Person, changes: Partial<Pick<Person, 'edition' | 'disabled'>>): Promise<boolean> {
    return this.attempt(async () => {
      await this.client.changePerson(person.id, changes);
      this.app.announcer.show(accountWords[this.app.language.code].saved(person.name));
      if (person.id === this.app.session.user?.id) await this.app.session.refresh(true);
    });
  }

  async signOut(person: Person): Promise<void> {
    await this.attempt(() => this.client.signOutPerson(person.id));
  }

  invite(email: string, name: string, edition: Role): Promise<boolean> {
    return this.attempt(async () => {
      const made = await this.client.invite({ email, edition, ...(name !== '' && { name }) });
      this.made = { ...made, email };
    });
  }

  /** Makes a link by which somebody who has forgotten the password sets a new one. */
  async renewPassword({ id, email }: Person): Promise<void> {
    await this.attempt(async () => {
      this.made = { ...(await this.client.renewPassword(id)), email };
    });
  }

  async revoke({ id }: Invitation): Promise<void> {
    const done = await this.attempt(() => this.client.revokeInvitation(id));
    if (done && this.made?.id === id) this.made = null;
  }

  protected override async read(): Promise<void> {
    [this.people, this.invitations] = await Promise.all([this.client.people(), this.client.invitations()]);
  }
}
