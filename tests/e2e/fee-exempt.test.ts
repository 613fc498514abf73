import { expect, test } from 'vitest';
import {
  call,
  dossierOf,
  eventually,
  keys,
  messagesTo,
  openAttempt,
  openFee,
  registered,
  sendEvent,
} from '../support/deployed.ts';

const exempt = {
  code: 'LP01',
  name: 'Lệ phí cấp bản sao trích lục hộ tịch',
  kind: 'le_phi',
  amountVnd: 0,
  fullAmountVnd: 8000,
  exemption: { kind: 'digital_citizen', legalBasis: 'Điều 2 Thông tư số 117/2026/TT-BTC' },
};

test('a fee of 0 is paid when it is opened, holds nothing up, tells nobody, and its page says why', async () => {
  const { dossierCode, phone } = await registered();
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const accepted = await eventually(async () => {
    const messages = await messagesTo(phone);
    expect(messages.length).toBeGreaterThan(0);
    return messages.length;
  });

  const fee = await openFee(dossierCode, { items: [exempt] });
  expect(fee.status, fee.text).toBe(201);
  expect(fee.body).toMatchObject({ state: 'paid', amountVnd: 0, receivedVnd: 0, items: [exempt] });
  const { paymentId, payUrl } = fee.body;
  expect((await openAttempt(paymentId)).status).toBe(409);
  const cancelled = await call('POST', `/v1/payments/${paymentId}/cancel`, {
    key: keys.backOffice,
    body: { reason: 'Nhầm', by: 'Bình' },
  });
  expect(cancelled.status).toBe(409);

  await eventually(async () => {
    const page = (await call('GET', payUrl)).text;
    for (const words of ['Miễn cho công dân số', '8.000 đ', exempt.exemption.legalBasis, 'Không phải nộp'])
      expect(page).toContain(words);
    expect(page).not.toContain('<button');
  });

  // A fee that is due, opened after it, is told: whatever the first led to would have been told before.
  await openFee(dossierCode);
  await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(6));
  await eventually(async () => expect((await messagesTo(phone)).length).toBe(accepted + 1));
  const { timeline } = await dossierOf(dossierCode);
  expect(timeline.filter(({ type }: { type: string }) => type === 'payment_opened')).toHaveLength(1);
});
