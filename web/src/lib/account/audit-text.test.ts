import { describe, expect, it } from 'vitest';
import { Format } from '#lib/format.ts';
import type { AuditEntry } from './audit.svelte.ts';
import { changesOf } from './audit-text.ts';

const words = { guarded: 'geschützt', nothing: 'leer', fields: { edition: 'Rolle' } };
const entry = (given: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  at: '2026-11-23T10:00:00Z',
  actor: 'A',
  action: 'update',
  entity: 'properties',
  key: 'k',
  property: 'k',
  address: null,
  before: null,
  after: null,
  reason: null,
  ...given,
});
const say = (given: Partial<AuditEntry>) => changesOf(entry(given), 'de', new Format('de'), words);

describe('an entry of the audit log', () => {
  it('shows labels and code labels, not column names', () => {
    const [change] = say({ before: { listed: false }, after: { listed: true } });
    expect(change).toMatchObject({ before: 'nein', after: 'ja' });
    expect(change?.label).not.toBe('listed');
  });

  it('shows the label of a code', () => {
    const [change] = say({ before: { occupancy: null }, after: { occupancy: 'vacant' } });
    expect(change?.before).toBe('leer');
    expect(change?.after).not.toBe('vacant');
  });

  it('never prints the marker of a protected value', () => {
    const [change] = say({ entity: 'property_owners', before: { name: null }, after: { name: { protected: true } } });
    expect(change).toMatchObject({ before: 'leer', after: 'geschützt' });
  });

  it('says fields of accounts in words, and unknown ones as they are', () => {
    expect(say({ entity: 'account', before: { edition: 'planner' }, after: { edition: 'admin', x: 1 } })).toEqual([
      { field: 'edition', label: 'Rolle', before: 'planner', after: 'admin' },
      { field: 'x', label: 'x', before: 'leer', after: '1' },
    ]);
  });
});
