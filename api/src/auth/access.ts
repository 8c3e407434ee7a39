import type { MiddlewareHandler } from 'hono';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { Problem } from '../errors.ts';
import { identityOf } from './identity.ts';

const WHO = {
  public: { de: 'alle', en: 'everyone' },
  steering: { de: 'die Steuerungsgruppe', en: 'the steering group' },
  planner: { de: 'die Planung', en: 'planners' },
  admin: { de: 'die Verwaltung des Systems', en: 'administrators' },
} as const satisfies Record<Edition, unknown>;

/** Lets a request pass from this edition on. @throws Problem 401 without a sign-in, 403 where the role is too low */
function requireEdition(lowest: Edition): Guard {
  const guard: MiddlewareHandler = async (c, next) => {
    const { edition, via } = identityOf(c);
    if (!maySee(edition, lowest)) {
      const detail = { de: `Das ist für ${WHO[lowest].de} da.`, en: `This is for ${WHO[lowest].en}.` };
      throw via === 'none'
        ? new Problem({
            status: 401,
            type: 'sign-in-required',
            title: { de: 'Bitte anmelden', en: 'Please sign in' },
            detail,
          })
        : new Problem({
            status: 403,
            type: 'forbidden',
            title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' },
            detail,
          });
    }
    await next();
  };
  return Object.assign(guard, { lowest });
}

/** A route's guard; it bears its policy, so that the role matrix finds it on declared and on raw routes alike. */
type Guard = MiddlewareHandler & { lowest: Edition };

/**
 * The policy of a route, to be spread into its `createRoute`: the lowest edition that may call it, enforced before the
 * route runs and written into the OpenAPI document. Every route has one, and the role matrix is tested from them; a route
 * that is not declared by `createRoute` takes the `middleware` before its handler.
 */
export function access<E extends Edition>(lowest: E) {
  return { 'x-edition': lowest, middleware: requireEdition(lowest) };
}
