import type { SqlLike } from '../../db.ts';

/**
 * What is still to be paid of each case: its items that are estimated, budgeted or committed. Null where there is none (what is
 * left is not known then, and not zero) and where one of them has no amount: a part is not the whole.
 */
export const unpaidCosts = (sql: SqlLike) => sql`
  select property_key,
    case when not bool_or(amount_eur is null or amount_eur in ('NaN', 'Infinity', '-Infinity')) then sum(amount_eur) end as cost_eur
  from property_costs where state is distinct from 'paid' group by property_key
`;
