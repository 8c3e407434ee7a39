import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { May, Role } from '@quartierblick/gis/walks/event.ts';
import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';

/** A browser on a walk. */
export interface Device {
  key: string;
  walk: string;
  may: May;
  role: Role;
  name: string | null;
}

/** Why a device is not let in any more. `unknown` is told to everybody who does not have its key. */
export type VoidReason = 'unknown' | 'device-ended' | 'link-ended' | 'expired' | 'walk-closed';

declare module 'hono' {
  interface ContextVariableMap {
    walkDevice: Device;
  }
}

/** Of a key only this is kept; found by it, nothing is compared letter by letter. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');

export const DEVICE_HEADER = 'X-Walk-Device';
const HEADER = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

const WHY: Record<VoidReason, { de: string; en: string }> = {
  unknown: {
    de: 'Dieses Gerät nimmt an diesem Gang nicht teil.',
    en: 'This device does not take part in this walk.',
  },
  'device-ended': {
    de: 'Die Leitung hat die Teilnahme dieses Geräts beendet.',
    en: 'The lead has ended the participation of this device.',
  },
  'link-ended': {
    de: 'Die Leitung hat den Zugang beendet, über den dieses Gerät teilnimmt.',
    en: 'The lead has ended the access by which this device takes part.',
  },
  expired: { de: 'Der Zugang ist abgelaufen.', en: 'The access has expired.' },
  'walk-closed': { de: 'Der Gang ist abgeschlossen.', en: 'The walk is closed.' },
};

/** A device that is not let in. It keeps what it has, and can join again with a new code. */
function voidDevice(reason: VoidReason): Problem {
  return new Problem({
    status: 404,
    type: 'walk-device-void',
    title: { de: 'Der Server nimmt von diesem Gerät nichts an', en: 'The server takes nothing from this device' },
    detail: WHY[reason],
    extra: { reason },
  });
}

/**
 * The device that a header proves to be on a walk.
 * @param header `<uuid>.<32 random bytes, base64url>`
 * @throws Problem 404 `walk-device-void` with `reason`; only whoever has the key is told more than `unknown`
 */
export async function deviceOf(sql: SqlLike, walk: string, header: string | undefined): Promise<Device> {
  const [, key, secret] = HEADER.exec(header ?? '') ?? [];
  if (key === undefined || secret === undefined) throw voidDevice('unknown');
  const [row] = await sql<(Device & { reason: VoidReason | null })[]>`
    select d.key::text, d.walk_key::text as walk, d.may, d.role, d.name,
      case
        when d.ended_at is not null then 'device-ended'
        when d.user_id is not null and (u.id is null or u.disabled) then 'device-ended'
        when l.revoked_at is not null then 'link-ended'
        when w.state = 'closed' then 'walk-closed'
        when l.expires_at <= now() then 'expired'
      end as reason
    from walk_devices d
    join walks w on w.key = d.walk_key
    left join walk_links l on l.key = d.link_key
    left join account_users u on u.id = d.user_id
    where d.key = ${key} and d.key_hash = ${hashOfKey(secret)} and d.walk_key::text = ${walk}
  `;
  if (!row) throw voidDevice('unknown');
  const { reason, ...device } = row;
  if (reason !== null) throw voidDevice(reason);
  return device;
}

/**
 * Lets a request of a device pass, before anything of its body is read; `walkDeviceOf` tells whose it is. The path names the walk as
 * `walk`.
 */
export function onlyDevices(sql: SqlLike): MiddlewareHandler {
  return async (c, next) => {
    c.set('walkDevice', await deviceOf(sql, c.req.param('walk') ?? '', c.req.header(DEVICE_HEADER)));
    await next();
  };
}

/** The device that {@link onlyDevices} let pass. */
export const walkDeviceOf = (c: Context): Device => c.get('walkDevice');
