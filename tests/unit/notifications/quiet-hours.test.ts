import { expect, test } from 'vitest';
import { quietFor } from '../../../functions/notifications/domain/quiet-hours.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const MINUTE = 60_000;
const noon = { from: '11:30', to: '13:15' };

test.each([
  [undefined, '20:59:59', 0],
  [undefined, '21:00', 600],
  [undefined, '23:30', 450],
  [undefined, '00:00', 420],
  [undefined, '06:59', 1],
  [undefined, '07:00', 0],
  [undefined, '12:00', 0],
  [null, '23:30', 0],
  [noon, '11:29', 0],
  [noon, '11:30', 105],
  [noon, '13:14', 1],
  [noon, '13:15', 0],
  [noon, '23:30', 0],
  [{ from: '9 giờ tối', to: '7 giờ' }, '23:30', 450],
  [{ from: '23:00', to: '7 giờ' }, '21:30', 570],
  [{ from: '9 giờ tối', to: '06:00' }, '23:30', 450],
] as const)('with %j, at %s a message that can wait waits %i minutes', (hours, wall, minutes) => {
  expect(quietFor(hours, inVietNam(`2026-11-18 ${wall}`))).toBe(minutes * MINUTE);
});
