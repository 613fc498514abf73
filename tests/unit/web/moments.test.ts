import { expect, test } from 'vitest';
import { moveTypes } from '../../../functions/dossiers/domain/status.ts';
import { momentWords } from '../../../functions/web/domain/words.ts';

/** What a dossier's timeline carries besides the back office's moves. */
const told = ['registered', 'payment_opened', 'paid', 'payment_settled', 'result_issued', 'promised', 'promise_moved'];
const silent = ['details_corrected', 'voided', 'message_sent', 'due_soon'];

test('every moment of a timeline has words for the citizen, but for what is the office’s own', () => {
  for (const type of [...moveTypes, ...told, 'overdue']) expect(momentWords[type]?.vi, type).toMatch(/\p{L}/u);
  for (const type of silent) expect(momentWords[type]).toBeUndefined();
});
