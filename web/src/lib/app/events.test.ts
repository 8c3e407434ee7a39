import { describe, expect, it } from 'vitest';
import { parseEvent } from './events.svelte.ts';

describe('events of the server', () => {
  it('take their type from the name of the message', () => {
    const message = { type: 'layer-changed', data: '{"layer":"buildings","version":3}' };
    expect(parseEvent(message)).toEqual({ type: 'layer-changed', layer: 'buildings', version: 3 });
  });

  it('or from the data', () => {
    expect(parseEvent({ type: 'message', data: '{"type":"import-changed","id":"a"}' })).toEqual({
      type: 'import-changed',
      id: 'a',
    });
  });

  it.each(['', 'null', '{', '[]', '{"layer":1}'])('%s is no event', (data) => {
    expect(parseEvent({ type: 'message', data })).toBeUndefined();
  });
});
