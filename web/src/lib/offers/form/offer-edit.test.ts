import { expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '#lib/api.ts';
import type { RegisterClient } from './client.ts';
import { OfferEdit } from './offer-edit.svelte.ts';
import type { RegisteredOffer } from './types.ts';

const OFFER = {
  key: 'o',
  version: 1,
  fields: { title: 'Krabbeln' },
  runs: [],
  texts: [],
} as unknown as RegisteredOffer;
const editOf = (remove: RegisterClient['remove']) =>
  new OfferEdit({ remove } as RegisterClient, () => 'de', {
    ...{ id: 'o', offer: OFFER },
    proposed: { offer: {}, runs: [], texts: [] },
  });

it('that an offer could not be deleted stands in its form, which lies above all messages, and nothing entered is lost', async () => {
  for (const error of [new ApiProblem(412, { title: 'Geändert' }), new Unreachable('offer')]) {
    const edit = editOf(() => Promise.reject(error));
    edit.values.texts['title'] = 'Krabbelgruppe';
    expect(await edit.remove()).toBe(false);
    expect([edit.unremoved, edit.saving, edit.values.texts['title']]).toEqual([error, false, 'Krabbelgruppe']);
  }
});

it('an offer that somebody else has deleted counts as deleted, and one is deleted once, however often it is pressed', async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  let asked = 0;
  const edit = editOf(() => {
    asked += 1;
    return promise;
  });
  const removing = [edit.remove(), edit.remove()];
  reject(new ApiProblem(404, {}));
  expect([await Promise.all(removing), asked, edit.unremoved]).toEqual([[true, false], 1, null]);
});
