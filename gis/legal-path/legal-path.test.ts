import { describe, expect, it } from 'vitest';
import { INSTRUMENTS } from '../layers/properties/part-codes.ts';
import { CASE_PARTS } from '../layers/properties/parts.ts';
import type { InstrumentId, LegalCase, LegalStep, RuleContext } from './case.ts';
import { checkStep } from './check-step.ts';
import { spacePerPerson } from './instruments/area-and-housing.ts';
import { deadlinesOf, LEGAL_INSTRUMENTS } from './instruments.ts';
import { LAW_NRW, lawOf } from './parameters.ts';
import { legalPath } from './path.ts';
import { procedureAfter } from './procedure.ts';

const context: RuleContext = { today: '2026-11-02', law: LAW_NRW };

function step(instrument: InstrumentId, fields: Partial<LegalStep> = {}): LegalStep {
  return {
    ...{ key: 's1', instrument, state: 'running', started_on: '2026-06-01', ended_on: null },
    ...{ contract_on: null, notified_on: null, averted_on: null, exercised_on: null },
    ...{ heard_on: null, ordered_on: null, served_on: null, comply_by: null },
    ...{ waiver_registered_on: null, rehoused: null, office: null, outcome: null, reason: null },
    ...fields,
  };
}

function file(fields: Partial<LegalCase> = {}): LegalCase {
  return {
    ...{ condition: '4', occupancy: 'vacant', owner_state: 'known', availability: 'unknown' },
    ...{ formal_area: null, listed: null, residents: null, living_area_m2: null, owners: [], costs: [], steps: [] },
    ...fields,
  };
}

const discussed = step('175', { key: 'd', state: 'completed', heard_on: '2026-05-04', ended_on: '2026-05-04' });
const entry = (of: LegalCase, id: InstrumentId) => {
  const found = legalPath(of, context).find(({ instrument }) => instrument === id);
  if (!found) throw new Error(`${id} is missing`);
  return found;
};
const texts = (reasons: readonly { text: { de: string } }[]) => reasons.map(({ text }) => text.de).join(' | ');
const refused = (of: LegalCase, before: LegalStep | null, after: LegalStep) =>
  texts(checkStep(of, before, after, context));

describe('the list of instruments', () => {
  it('has a rule for every instrument that a step may name', () => {
    expect(LEGAL_INSTRUMENTS.map(({ id }) => id).sort()).toEqual(Object.keys(INSTRUMENTS).sort());
  });

  it('asks only for fields that a step has', () => {
    const steps = CASE_PARTS.find(({ id }) => id === 'steps');
    for (const { fields } of LEGAL_INSTRUMENTS) {
      for (const { name } of fields) expect(Object.keys(steps?.dataset.fields ?? {})).toContain(name);
    }
  });

  it('cites a law for each, and says what is only general knowledge', () => {
    for (const { law, sources } of LEGAL_INSTRUMENTS) {
      expect(law).not.toBe('');
      expect(sources.length).toBeGreaterThan(0);
    }
    expect(LEGAL_INSTRUMENTS.flatMap(({ sources }) => sources).some(({ confirmed }) => !confirmed)).toBe(true);
  });
});

describe('pre-emption (§§ 24, 27, 28 BauGB)', () => {
  it('needs a contract, which the form of the step can bring', () => {
    const path = entry(file(), '24');
    expect(path.state).toBe('not-possible');
    expect(path.startable).toBe(true);
    expect(texts(path.reasons)).toContain('Kaufvertrag');
  });

  it('cannot begin where the city already owns, nor where nobody sells', () => {
    const contract = step('24', { contract_on: '2026-09-01' });
    expect(refused(file({ availability: 'acquired' }), null, contract)).toContain('bereits Eigentümerin');
    expect(refused(file({ owner_state: 'ownerless' }), null, contract)).toContain('928');
    expect(refused(file(), null, contract)).toBe('');
  });

  it('runs three months from the notification, to a working day', () => {
    const running = step('24', { contract_on: '2026-09-20', notified_on: '2026-09-25' });
    const [exercise] = deadlinesOf(running, context);
    expect(exercise).toMatchObject({ id: 'exercise', due: '2026-12-28', overdue: false, settled: false });
  });

  it('is overdue when the period has passed unused, and settled when it was used', () => {
    const dates = { contract_on: '2026-05-01', notified_on: '2026-05-08' };
    const due = { id: 'exercise', due: '2026-08-10' };
    expect(deadlinesOf(step('24', dates), context)[0]).toMatchObject({ ...due, overdue: true });
    const exercised = { ...dates, exercised_on: '2026-07-01', served_on: '2026-07-03' };
    const used = deadlinesOf(step('24', exercised), context).find(({ id }) => id === 'exercise');
    expect(used).toMatchObject({ ...due, overdue: false, settled: true });
  });

  it('is exercised within the period only, after a notification only', () => {
    const running = step('24', { contract_on: '2026-05-01', notified_on: '2026-05-08' });
    const exercise = (day: string) => refused(file(), running, { ...running, exercised_on: day });
    expect(exercise('2026-08-10')).toBe('');
    expect(exercise('2026-08-11')).toContain('Die Frist endete am 10.08.2026');
    expect(exercise('2026-05-07')).toContain('vor der Mitteilung');
    const bare = step('24', { contract_on: '2026-05-01' });
    expect(refused(file(), bare, { ...bare, exercised_on: '2026-06-01' })).toContain('Ohne mitgeteilten Kaufvertrag');
  });

  it('is exercised by a notice that is served within the period, not by deciding on it', () => {
    const dates = { contract_on: '2026-05-01', notified_on: '2026-05-08', exercised_on: '2026-08-07' };
    const decided = step('24', dates);
    // Still due although the decision was made in time.
    expect(deadlinesOf(decided, { ...context, today: '2026-08-08' })).toContainEqual(
      expect.objectContaining({ id: 'exercise', due: '2026-08-10', settled: false, overdue: false }),
    );
    const serve = (day: string) => refused(file(), decided, { ...decided, served_on: day });
    expect(serve('2026-08-10')).toBe('');
    expect(serve('2026-08-11')).toContain('nach dem Ende der Frist am 10.08.2026 bekanntgegeben');
    expect(serve('2026-08-06')).toContain('frühestens');
    const completed = { ...decided, state: 'completed', ended_on: '2026-08-10' } as const;
    expect(refused(file(), decided, completed)).toContain('erst, wenn der Bescheid');
    expect(refused(file(), decided, { ...completed, served_on: '2026-08-10' })).toBe('');
  });

  it('is not exercised after the buyer has averted it', () => {
    const averted = step('24', { contract_on: '2026-05-01', notified_on: '2026-05-08', averted_on: '2026-06-01' });
    expect(refused(file(), averted, { ...averted, exercised_on: '2026-06-10' })).toContain('abgewendet');
    expect(refused(file(), null, { ...averted, averted_on: '2026-08-11' })).toContain('Die Frist endete');
  });

  it('proposes that the property is acquired, and says nothing where it was averted', () => {
    const done = {
      state: 'completed',
      contract_on: '2026-05-01',
      notified_on: '2026-05-08',
      ended_on: '2026-07-01',
    } as const;
    const exercised = step('24', { ...done, exercised_on: '2026-07-01' });
    expect(entry(file({ steps: [exercised] }), '24').proposal).toMatchObject({
      value: 'acquired',
      validFrom: '2026-07-01',
    });
    expect(entry(file({ steps: [exercised], availability: 'acquired' }), '24').proposal).toBeNull();
    const averted = step('24', { ...done, averted_on: '2026-07-01' });
    expect(entry(file({ steps: [averted] }), '24').proposal).toBeNull();
  });
});

describe('orders (§§ 175 to 179 BauGB)', () => {
  const orders = ['176', '177', '179'] as const;

  it('are discussed first', () => {
    for (const id of orders) {
      expect(texts(entry(file(), id).reasons)).toContain('§ 175');
      expect(entry(file({ steps: [discussed] }), id).state).toBe('possible');
    }
  });

  it('have nobody to address where the owner cannot be reached, until there is a representative', () => {
    const curator = { kind: 'heirs', role: 'estate-curator', valid_to: null };
    for (const owner_state of ['unknown', 'contact-lost', 'ownerless', null]) {
      for (const id of [...orders, '175'] as const) {
        const steps = [discussed];
        expect(entry(file({ owner_state, steps }), id).startable, `${id} ${owner_state}`).toBe(false);
        const represented = file({ owner_state, steps, owners: [curator] });
        expect(entry(represented, id).reasons, `${id} ${owner_state}`).toEqual([]);
        const former = file({ owner_state, steps, owners: [{ ...curator, valid_to: '2026-01-31' }] });
        expect(entry(former, id).startable).toBe(false);
      }
    }
  });

  it('are heard before they are ordered, but for danger with a reason', () => {
    const running = step('177');
    const of = file({ steps: [discussed, running] });
    const order = { ...running, ordered_on: '2026-08-03' };
    expect(refused(of, running, order)).toContain('anzuhören');
    expect(refused(of, running, { ...order, heard_on: '2026-08-04' })).toContain('anzuhören');
    expect(refused(of, running, { ...order, heard_on: '2026-07-01' })).toBe('');
    expect(refused({ ...of, condition: '5' }, running, { ...order, reason: 'Decke droht zu stürzen' })).toBe('');
    expect(refused(of, running, { ...order, reason: 'eilig' })).toContain('anzuhören');
  });

  it('are not ordered before the discussion took place', () => {
    const running = step('177', { heard_on: '2026-04-01' });
    const of = file({ steps: [discussed, running] });
    expect(refused(of, running, { ...running, ordered_on: '2026-05-01' })).toContain('erörtern');
  });

  it('may be challenged for a month from their service', () => {
    const served = step('176', { ordered_on: '2026-10-01', served_on: '2026-10-05', comply_by: '2027-05-01' });
    expect(deadlinesOf(served, context).map(({ id, due }) => [id, due])).toEqual([
      ['appeal', '2026-11-05'],
      // 1 May is a holiday, and a Saturday.
      ['comply', '2027-05-03'],
    ]);
  });

  it('§ 177 asks for the uneconomic costs that the city bears', () => {
    const of = file({ steps: [discussed] });
    expect(texts(entry(of, '177').hints.map((text) => ({ text })))).toContain('unrentierlichen Kosten');
    expect(entry({ ...of, costs: [{ kind: 'uneconomic' }] }, '177').hints).toEqual([]);
  });

  it('§ 179: nobody loses a home without replacement, and unknown occupancy is not vacancy', () => {
    const served = { heard_on: '2026-06-02', ordered_on: '2026-07-01', served_on: '2026-07-03', outcome: 'beseitigt' };
    const running = step('179', served);
    const done: LegalStep = { ...running, state: 'completed', ended_on: '2026-10-01' };
    for (const occupancy of ['occupied', 'partly-vacant', 'overcrowded', null]) {
      const of = file({ occupancy, steps: [discussed, running] });
      expect(refused(of, running, done), String(occupancy)).toContain('Ersatzwohnraum');
      expect(refused(of, running, { ...done, rehoused: true })).toBe('');
    }
    expect(refused(file({ steps: [discussed, running] }), running, done)).toBe('');
  });
});

describe('ownerless is not owner unknown', () => {
  it('§ 928 BGB is open for a registered waiver only, the search for an owner only where there is one', () => {
    const waiver = step('928', { waiver_registered_on: '2026-02-02' });
    expect(refused(file({ owner_state: 'ownerless' }), null, waiver)).toBe('');
    expect(refused(file({ owner_state: 'unknown' }), null, waiver)).toContain('nicht herrenlos');
    expect(refused(file({ owner_state: 'ownerless' }), null, step('928'))).toContain('Verzicht');
    expect(entry(file({ owner_state: 'unknown' }), 'owner-search').state).toBe('possible');
    expect(texts(entry(file({ owner_state: 'ownerless' }), 'owner-search').reasons)).toContain('928');
    expect(entry(file({ owner_state: 'known' }), 'owner-search').state).toBe('not-possible');
  });
});

describe('§§ 136 ff. BauGB', () => {
  it('only within a formally designated area; not known is not yes', () => {
    expect(entry(file({ formal_area: true }), '136').state).toBe('possible');
    expect(texts(entry(file({ formal_area: false }), '136').reasons)).toContain('nicht in einem förmlich');
    expect(texts(entry(file(), '136').reasons)).toContain('nicht erfasst');
  });
});

describe('housing supervision', () => {
  const hint = (fields: Partial<LegalCase>) => entry(file(fields), 'housing-supervision').hints[0]?.de ?? '';
  it('computes the space a person, and does not take the unknown for fine', () => {
    expect(hint({ living_area_m2: 300, residents: 40 })).toContain('7,5 m² je Person im Haus: überbelegt');
    expect(hint({ living_area_m2: 400, residents: 40 })).toContain('genug');
    expect(hint({ residents: 40 })).toContain('lässt sich nicht sagen');
    expect(hint({ living_area_m2: 300, residents: 0 })).toContain('niemand gemeldet');
    expect(spacePerPerson(file({ living_area_m2: 300 }))).toBeNull();
  });
});

describe('states of a step', () => {
  const running = step('purchase-talks');
  const of = file({ steps: [running] });

  it('a step that has ended is not taken up again, and keeps its instrument', () => {
    const done = step('purchase-talks', { state: 'completed', ended_on: '2026-08-01', outcome: 'kein Verkauf' });
    expect(refused(file({ steps: [done] }), done, { ...done, state: 'running', ended_on: null })).toContain(
      'bleibt beendet',
    );
    expect(refused(file({ steps: [done] }), done, { ...done, state: 'stopped', reason: 'x' })).toContain(
      'bleibt beendet',
    );
    expect(refused(file({ steps: [done] }), done, { ...done, outcome: 'kein Verkauf, Preis zu hoch' })).toBe('');
    expect(refused(of, running, { ...running, instrument: '136' })).toContain('behält sein Instrument');
  });

  it('one instrument runs once at a time', () => {
    expect(refused(of, null, step('purchase-talks', { key: 's2' }))).toContain('läuft in diesem Fall bereits');
  });

  it('ends on a day, with an outcome or a reason', () => {
    expect(refused(of, running, { ...running, state: 'completed' })).toContain('Tag des Endes');
    expect(refused(of, running, { ...running, state: 'completed', ended_on: '2026-07-01' })).toContain(
      'Ergebnis fehlt',
    );
    expect(refused(of, running, { ...running, state: 'stopped', ended_on: '2026-07-01' })).toContain('Warum');
    expect(refused(of, running, { ...running, ended_on: '2026-07-01' })).toContain('noch kein Ende');
    expect(refused(of, running, { ...running, state: 'stopped', ended_on: '2026-05-01', reason: 'x' })).toContain(
      'vor dem Beginn',
    );
    expect(refused(of, running, { ...running, started_on: '2026-11-03' })).toContain('Zukunft');
  });

  it('what ended before it was recorded need not be possible today', () => {
    const past = step('24', {
      ...{ state: 'completed', started_on: '2024-01-02', ended_on: '2024-03-01' },
      ...{ contract_on: '2024-01-01', notified_on: '2024-01-02', exercised_on: '2024-03-01', served_on: '2024-03-01' },
    });
    expect(refused(file({ availability: 'acquired' }), null, past)).toBe('');
  });
});

describe('the axis "procedure" follows the steps', () => {
  const today = context.today;
  it('begins with a step, and ends with the last one', () => {
    const search = step('owner-search', { key: 'a', started_on: '2026-03-01' });
    const supervision = step('housing-supervision', { key: 'b', started_on: '2026-04-01' });
    expect(procedureAfter([search], search, 'none', today)).toMatchObject({
      value: 'owner-search',
      validFrom: '2026-03-01',
    });
    expect(procedureAfter([search, supervision], supervision, 'owner-search', today)?.value).toBe(
      'housing-supervision',
    );
    const ended: LegalStep = { ...supervision, state: 'completed', ended_on: '2026-06-01' };
    expect(procedureAfter([search, ended], ended, 'housing-supervision', today)).toMatchObject({
      value: 'owner-search',
      validFrom: '2026-06-01',
    });
    const found: LegalStep = { ...search, state: 'stopped', ended_on: '2026-07-01' };
    expect(procedureAfter([found, ended], found, 'owner-search', today)).toMatchObject({
      value: 'none',
      reason: 'Schritt abgebrochen: Eigentümerermittlung',
    });
  });

  it('is left alone by purchase talks, and by a step that is recorded after it ended', () => {
    expect(procedureAfter([step('purchase-talks')], step('purchase-talks'), '177', today)).toBeNull();
    const past = step('175', { state: 'completed', ended_on: '2024-01-01' });
    expect(procedureAfter([past], past, '177', today)).toBeNull();
  });

  it('says "none" again when a running step is removed', () => {
    expect(procedureAfter([], step('177'), '177', today)).toMatchObject({ value: 'none', validFrom: today });
  });
});

describe('parameters', () => {
  it('take the holidays of the project’s Land, and those of NRW where it names none that is known', () => {
    expect(lawOf('BY').land).toBe('BY');
    expect(lawOf('Atlantis')).toBe(LAW_NRW);
  });
});
