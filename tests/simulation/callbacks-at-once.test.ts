import { expect, test } from 'vitest';
import { randomFrom } from '../support/chain/plumbing.ts';
import { DOSSIER, MERCHANT, noticeFields, signedNotice } from '../support/payments.ts';
import { paymentsApiRoom } from '../support/payments-api.ts';

const CALLBACKS = 500;

/** A room whose table lets callers overtake each other, by a seed. */
const roomWithRaces = async () => {
  const room = await paymentsApiRoom();
  const random = randomFrom(10);
  const race = () => {
    room.table.onCall = async () => {
      for (let wait = Math.floor(random() * 8); wait > 0; wait -= 1) await Promise.resolve();
    };
  };
  return { room, race };
};

type Answer = { readonly status: number; readonly body: { readonly RspCode: string } };

const codesOf = (answers: readonly Answer[]): readonly string[] => answers.map(({ body }) => body.RspCode).sort();

test('of 500 callbacks for one payment at once one is recorded, the others are told that it was, and it is paid once', async () => {
  const { room, race } = await roomWithRaces();
  const { payment, attempt } = await room.attempted();
  const { query } = signedNotice(noticeFields(attempt));
  race();
  const answers = await Promise.all(Array.from({ length: CALLBACKS }, () => room.hear(query)));
  await room.settle();
  expect(codesOf(answers)).toEqual(['00', ...Array.from({ length: CALLBACKS - 1 }, () => '02')]);
  expect(await room.known(payment.paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  expect(room.published.filter(({ type }) => type === 'payment.paid')).toHaveLength(1);
});

test('500 callbacks for one payment at once that tell different stories are all kept, and leave one state', async () => {
  const { room, race } = await roomWithRaces();
  const { payment, attempt } = await room.attempted();
  race();
  const stories = Array.from({ length: CALLBACKS }, (_, n) =>
    signedNotice(
      noticeFields(
        attempt,
        n % 2 === 0
          ? { vnp_TransactionNo: '14226112' }
          : { vnp_ResponseCode: String(10 + (n % 50)), vnp_TransactionStatus: '02', vnp_TransactionNo: '0' },
      ),
    ),
  );
  const answers = await Promise.all(stories.map(({ query }) => room.hear(query)));
  await room.settle();
  expect(codesOf(answers).filter((code) => code === '00')).toHaveLength(26);
  const { state, receivedVnd, attempts, facts } = await room.known(payment.paymentId);
  expect({ state, receivedVnd, attempt: attempts[0]?.state }).toEqual({
    state: 'paid',
    receivedVnd: 150_000,
    attempt: 'paid',
  });
  expect(facts.filter(({ fact }) => fact.kind === 'failed')).toHaveLength(25);
  expect(room.published.filter(({ type }) => type === 'payment.paid')).toHaveLength(1);
});

test('of 500 payments whose callbacks come at once each is paid, and told so once', async () => {
  const { room, race } = await roomWithRaces();
  const orders = [];
  for (let n = 0; n < CALLBACKS; n += 1) {
    const dossierCode = `${DOSSIER.slice(0, -4)}${String(1000 + n)}` as typeof DOSSIER;
    await room.dossier(dossierCode);
    orders.push(await room.attempted(String(n), String(n), dossierCode));
  }
  race();
  const answers = await Promise.all(
    orders.map(({ attempt }, n) =>
      room.hear(signedNotice(noticeFields(attempt, { vnp_TransactionNo: String(1 + n) })).query, {}, MERCHANT),
    ),
  );
  await room.settle();
  expect(codesOf(answers)).toEqual(Array.from({ length: CALLBACKS }, () => '00'));
  for (const { payment } of orders)
    expect(await room.known(payment.paymentId)).toMatchObject({
      state: 'paid',
      receivedVnd: 150_000,
    });
  const paid = room.published.filter(({ type }) => type === 'payment.paid').map(({ id }) => id);
  expect(paid).toHaveLength(CALLBACKS);
  expect(new Set(paid).size).toBe(CALLBACKS);
});
