import { expect, test } from 'vitest';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';

test.each([
  ['', 'GSM-7', 0, 1],
  ['a'.repeat(160), 'GSM-7', 160, 1],
  ['a'.repeat(161), 'GSM-7', 161, 2],
  ['a'.repeat(306), 'GSM-7', 306, 2],
  ['a'.repeat(307), 'GSM-7', 307, 3],
  ['€'.repeat(80), 'GSM-7', 160, 1],
  // The pair at the boundary moves whole into the next part, so that 306 septets take a third.
  [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
  [`${'a'.repeat(151)}€${'a'.repeat(153)}`, 'GSM-7', 306, 2],
  ['đ'.repeat(70), 'UCS-2', 70, 1],
  ['đ'.repeat(71), 'UCS-2', 71, 2],
  ['đ'.repeat(134), 'UCS-2', 134, 2],
  ['đ'.repeat(135), 'UCS-2', 135, 3],
  ['😀'.repeat(35), 'UCS-2', 70, 1],
  [`${'đ'.repeat(66)}😀${'đ'.repeat(66)}`, 'UCS-2', 134, 3],
  ['a`b', 'UCS-2', 3, 1],
] as const)('%j takes %s, %i units, %i messages', (text, alphabet, units, segments) => {
  expect(smsSize(text)).toEqual({ alphabet, units, segments });
});
