import { expect, test } from 'vitest';
import { readHeightMessage } from '../../../web/embed/height-message.ts';

const message = (height: unknown) => ({ type: 'omvarld:height', height });

test('a height is rounded up and held between 120 and 4000', () => {
  expect(readHeightMessage(message(640.2))).toBe(641);
  expect(readHeightMessage(message(3))).toBe(120);
  expect(readHeightMessage(message(1e9))).toBe(4000);
});

test.each([
  null,
  'omvarld:height',
  { height: 500 },
  { type: 'other', height: 500 },
  message('500'),
  message(Number.NaN),
  message(Number.POSITIVE_INFINITY),
  { type: 'omvarld:height' },
])('anything else is passed over: %j', (data) => {
  expect(readHeightMessage(data)).toBeUndefined();
});
