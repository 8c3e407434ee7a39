/** What the log calls deeds, things and fields that have no declaration of their own. */
export const auditDe = {
  actions: {
    insert: 'angelegt',
    update: 'geändert',
    delete: 'gelöscht',
    'sign-in': 'angemeldet',
    'sign-in-failed': 'Anmeldung gescheitert',
    'sign-out': 'abgemeldet',
    'password-changed': 'Passwort geändert',
    'role-changed': 'Rolle geändert',
    'signed-out-everywhere': 'überall abgemeldet',
    renamed: 'umbenannt',
    disabled: 'gesperrt',
    enabled: 'entsperrt',
    created: 'angelegt',
    accepted: 'angenommen',
    revoked: 'zurückgezogen',
    'calendar-subscribed': 'Kalender abonniert',
    'calendar-ended': 'Abonnement des Kalenders beendet',
  } as Record<string, string>,
  entities: { account: 'Konto', invitation: 'Einladung', properties: 'Akte', property_history: 'Achse' } as Record<
    string,
    string
  >,
  fields: {
    edition: 'Rolle',
    disabled: 'gesperrt',
    name: 'Name',
    email: 'E-Mail-Adresse',
    address: 'Netzadresse',
  } as Record<string, string>,
};

export const auditEn = {
  actions: {
    insert: 'created',
    update: 'changed',
    delete: 'deleted',
    'sign-in': 'signed in',
    'sign-in-failed': 'sign-in failed',
    'sign-out': 'signed out',
    'password-changed': 'password changed',
    'role-changed': 'role changed',
    'signed-out-everywhere': 'signed out everywhere',
    renamed: 'renamed',
    disabled: 'disabled',
    enabled: 'enabled again',
    created: 'created',
    accepted: 'accepted',
    revoked: 'withdrawn',
    'calendar-subscribed': 'subscribed to the calendar',
    'calendar-ended': 'ended the subscription to the calendar',
  },
  entities: { account: 'Account', invitation: 'Invitation', properties: 'Case', property_history: 'Axis' },
  fields: { edition: 'Role', disabled: 'disabled', name: 'Name', email: 'E-mail address', address: 'Network address' },
} satisfies typeof auditDe;
