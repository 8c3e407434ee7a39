import type { SqlLike } from '../db.ts';

/** Something that was done with an account, an invitation or what is published; never with a password or a link in it. */
interface Deed {
  actorId: string | null;
  actor: string;
  action:
    | 'sign-in'
    | 'sign-in-failed'
    | 'sign-out'
    | 'signed-out-everywhere'
    | 'password-changed'
    | 'role-changed'
    | 'renamed'
    | 'disabled'
    | 'enabled'
    | 'created'
    | 'accepted'
    | 'revoked'
    | 'calendar-subscribed'
    | 'calendar-ended'
    | 'published'
    | 'withdrawn'
    | 'link-made';
  entity: 'account' | 'invitation' | 'story' | 'service-token';
  key: string;
  before?: Record<string, string | boolean | null>;
  after?: Record<string, string | boolean | null>;
  requestId?: string;
}

/** Writes it into the audit log. */
export async function note(sql: SqlLike, deed: Deed): Promise<void> {
  await sql`
    insert into audit_log (actor_id, actor, action, entity, entity_key, before, after, request_id)
    values (${deed.actorId}, ${deed.actor}, ${deed.action}, ${deed.entity}, ${deed.key},
      ${deed.before ? sql.json(deed.before) : null}, ${deed.after ? sql.json(deed.after) : null}, ${deed.requestId ?? null})
  `;
}
