import { addMonths } from '@quartierblick/gis/legal-path/calendar.ts';
import type { LegalParameters } from '@quartierblick/gis/legal-path/parameters.ts';
import { deadlinesOf } from '@quartierblick/gis/legal-path/instruments.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Sql } from '../db.ts';
import { lawOfProject, legalStepOf } from './path-case.ts';
import { today } from './today.ts';

export const DEADLINE_KINDS = ['deadline', 'task', 'next-step'] as const;

/** Something that is due in a case: by law, by agreement (task), or as its next step. */
export interface Due {
  /** Stable: the same deadline has the same id for as long as it is one. */
  id: string;
  property: string;
  address: string | null;
  kind: (typeof DEADLINE_KINDS)[number];
  title: Text;
  /** YYYY-MM-DD */
  due: string;
  law: string | null;
  office: string | null;
  overdue: boolean;
}

/** With when it was last touched, as calendars want to know it. */
export interface DueSince extends Due {
  changedAt: string;
  version: number;
}

export interface DeadlineFilter {
  from?: string | undefined;
  to?: string | undefined;
  office?: string | undefined;
}

type Row = { property: string; address: string | null; office: string | null; changedAt: string; version: number };

/** Running steps, and ended ones whose order may still be challenged; what is due of them is computed, not stored. */
async function ofSteps(sql: Sql, day: string, law: LegalParameters): Promise<DueSince[]> {
  // A month more than the period, for holidays at its end.
  const challenged = addMonths(day, -law.appealMonths - 1);
  const rows = await sql<(Row & { step: Record<string, unknown> & { key: string } })[]>`
    select s.property_key as property, p.address, coalesce(s.office, p.office) as office, s.version,
      to_jsonb(s.changed_at) #>> '{}' as "changedAt", to_jsonb(s) as step
    from property_steps s join properties p on p.key = s.property_key
    where s.state = 'running' or (s.state = 'completed' and s.served_on >= ${challenged})
  `;
  return rows.flatMap(({ step, ...row }) =>
    deadlinesOf(legalStepOf(step), { today: day, law })
      .filter(({ settled }) => !settled)
      .map(({ id, title, due, law: citation, overdue }) => ({
        ...{ id: `step:${step.key}:${id}`, ...row, kind: 'deadline' as const },
        ...{ title, due, law: citation, overdue },
      })),
  );
}

async function ofTasksAndNextSteps(sql: Sql, day: string, { from, to }: DeadlineFilter): Promise<DueSince[]> {
  const rows = await sql<(Row & { id: string; kind: 'task' | 'next-step'; text: string | null; due: string })[]>`
    select * from (
      select 'task:' || t.key as id, 'task' as kind, t.property_key as property, p.address, t.title as text, t.due,
        coalesce(t.office, p.office) as office, t.version, to_jsonb(t.changed_at) #>> '{}' as "changedAt"
      from property_tasks t join properties p on p.key = t.property_key
      where t.state = 'open' and t.due is not null
      union all
      select 'next:' || key, 'next-step', key, address, next_step, next_step_due, office, version,
        to_jsonb(changed_at) #>> '{}'
      from properties p where next_step_due is not null
        -- A next step that is a task as well is one thing to do.
        and not exists (
          select 1 from property_tasks t where t.property_key = p.key and t.state = 'open'
            and t.due = p.next_step_due and t.title = p.next_step
        )
    ) d where due >= ${from ?? '0001-01-01'} and due <= ${to ?? '9999-12-31'}
  `;
  return rows.map(({ text, ...row }) => {
    const title = text === null ? { de: 'Nächster Schritt', en: 'Next step' } : { de: text, en: text };
    return { ...row, title, law: null, overdue: row.due < day };
  });
}

/**
 * What is due in all cases, soonest first: deadlines that follow from running steps, open tasks, next steps. What is settled is left
 * out. Bears addresses and titles; never owners or notes.
 */
export async function readDeadlines(sql: Sql, filter: DeadlineFilter = {}): Promise<DueSince[]> {
  const day = today();
  const { from, to, office } = filter;
  const steps = await ofSteps(sql, day, await lawOfProject(sql));
  const inTime = steps.filter(({ due }) => (from === undefined || due >= from) && (to === undefined || due <= to));
  return [...inTime, ...(await ofTasksAndNextSteps(sql, day, filter))]
    .filter((entry) => office === undefined || entry.office === office)
    .sort((a, b) => a.due.localeCompare(b.due) || (a.address ?? '').localeCompare(b.address ?? '', 'de'));
}
