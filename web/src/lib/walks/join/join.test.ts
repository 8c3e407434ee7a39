import { expect, it } from 'vitest';
import { JoinRefused } from '../sync/join.ts';
import { codeIn, problemOf } from './join.ts';

it('reads a code however it is typed, and nothing else', () => {
  expect(codeIn('7k3mq x9d2a')).toBe('7K3MQ-X9D2A');
  expect(codeIn('7K3MQX9D2A')).toBe('7K3MQ-X9D2A');
  for (const typed of ['', '7K3MQ', '7K3MQ-X9D2A0', 'häßlich123', '../../admin']) expect(codeIn(typed)).toBeNull();
});

it('tells a code that does not hold from no connection and from a browser that keeps nothing', () => {
  const refused = (status: number, type: string) => new JoinRefused({ status, type, reason: null, have: null });
  expect(problemOf(refused(404, 'walk-link-void'))).toBe('void');
  expect(problemOf(refused(409, 'walk-full'))).toBe('full');
  expect(problemOf(refused(429, 'too-many-attempts'))).toBe('often');
  expect(problemOf(refused(503, 'database-away'))).toBe('offline');
  expect(problemOf(new TypeError('Failed to fetch'))).toBe('offline');
  expect(problemOf(new DOMException('', 'TimeoutError'))).toBe('offline');
  expect(problemOf(new DOMException('', 'SecurityError'))).toBe('storage');
});
