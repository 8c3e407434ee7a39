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
function requireEdition(lowest: Edition): MiddlewareHandler {
  return async (c, next) => {
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
}

/**
 * The policy of a route, to be spread into its `createRoute`: the lowest edition that may call it, enforced before the
 * route runs and written into the OpenAPI document, from which the role matrix is tested. Every route has one.
 */
export function access<E extends Edition>(lowest: E) {
  return { 'x-edition': lowest, middleware: requireEdition(lowest) };
}
