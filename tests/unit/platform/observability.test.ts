import { expect, test } from 'vitest';
import { countOne, errorFields, logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { logged } from '../../support/logged.ts';

test('lines, counts and alarms are the product’s where their function has no name of its own', async () => {
  const lines = await logged(() => {
    logEvent('answered', { status: 200 });
    logAlarm('bug');
    countOne('Answered2xx');
  });
  expect(lines).toMatchObject([
    { message: 'answered', status: 200, service: 'motcua' },
    { message: 'bug', level: 'ERROR', service: 'motcua' },
    { bug: 1, service: 'motcua' },
    { Answered2xx: 1, service: 'motcua' },
  ]);
});

test('of an exception the log has its name, and so much of its words and its stack', () => {
  const error = new RangeError('x'.repeat(600));
  error.stack = 's'.repeat(3000);
  expect(errorFields(error)).toEqual({
    errorName: 'RangeError',
    errorMessage: 'x'.repeat(500),
    stack: 's'.repeat(2000),
  });
  delete error.stack;
  expect(errorFields(error)).toEqual({ errorName: 'RangeError', errorMessage: 'x'.repeat(500) });
  expect(errorFields('y'.repeat(600))).toEqual({ errorName: 'string', errorMessage: 'y'.repeat(500) });
  expect(errorFields(undefined)).toEqual({ errorName: 'undefined', errorMessage: 'undefined' });
});
