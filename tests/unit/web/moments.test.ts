import { expect, test } from 'vitest';
import { moveTypes } from '../../../functions/dossiers/domain/status.ts';
import { momentWords } from '../../../functions/web/domain/words.ts';

/** What a dossier's timeline carries besides the back office's moves. */
const told = [
  'registered',
  'payment_opened',
  'paid',
  'result_issued',
  'promised',
  'promise_moved',
  'personal_data_erased',
];
const endings = ['payment_settled_cancelled', 'payment_settled_written_off', 'payment_settled_closed'];
const silent = ['details_corrected', 'voided', 'message_sent', 'due_soon'];

test('every moment of a timeline has words for the citizen, but for what is the office’s own', () => {
  for (const type of [...moveTypes, ...told, ...endings, 'overdue'])
    expect(momentWords[type]?.vi, type).toMatch(/\p{L}/u);
  for (const type of silent) expect(momentWords[type]).toBeUndefined();
});

test('a fee that ended unpaid never reads as paid', () => {
  for (const type of endings) {
    expect(momentWords[type]?.vi).not.toMatch(/đóng|đã nộp/i);
    expect(momentWords[type]?.en).not.toMatch(/closed|paid/i);
  }
});
