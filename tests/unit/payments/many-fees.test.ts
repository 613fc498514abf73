import { expect, test } from 'vitest';
import { MAX_FEES } from '../../../functions/payments/usecases/open-payment.ts';
import { MAX_FACTS } from '../../../shared/kernel/book.ts';
import { AnnouncedEvent } from '../../support/catalogue.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { backOffice, must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';

test('three hundred fees opened and settled leave their dossier readable: no more are opened than it can hear of', async () => {
  const dossiers = dossierHouse();
  must(await dossiers.register());
  const house = await readyHouse();
  await house.dossier(CODE);
  house.clock.now = dossiers.clock.now;
  let opened = 0;
  for (let n = 0; n < 300; n += 1) {
    const fee = await house.fee({}, `f${n}`, backOffice(), CODE);
    if (!fee.ok) {
      expect(fee.failure).toMatchObject({ kind: 'not_allowed_now', detail: expect.stringContaining(String(MAX_FEES)) });
      continue;
    }
    opened += 1;
    const attempt = must(await house.attempt(fee.value.paymentId, {}, `t${n}`));
    await house.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: String(n + 1) })));
  }
  await house.settle();
  for (const milestone of house.published) await dossiers.hear(AnnouncedEvent.parse(milestone));
  expect(must(await dossiers.read()).dossierCode).toBe(CODE);
  expect(opened).toBe(MAX_FEES);
  const heard = dossiers.table.all().filter(({ sk }) => sk.startsWith('FACT#'));
  expect(heard.length).toBeLessThan(MAX_FACTS / 4);
});
