import { describe, expect, test } from 'vitest';
import { readResult } from '../../../functions/results/usecases/read-result.ts';
import type {
  AgencyCode,
  ApiKeyId,
  AttemptId,
  DossierCode,
  MessageId,
  PaymentId,
  ProcedureCode,
  ResultId,
} from '../../../shared/kernel/ids.ts';
import { codeAbove, madeId } from '../../../shared/kernel/ids.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { dossierHouse } from '../../support/dossier-house.ts';
import { heardEvents, notificationsHouse } from '../../support/notifications-house.ts';
import { backOffice, DOSSIER, must, readyHouse } from '../../support/payments.ts';
import { backOffice as officer, resultsHouse } from '../../support/results-house.ts';

/** Everything that names something, and text, which names nothing. */
interface Names {
  readonly payment: PaymentId;
  readonly attempt: AttemptId;
  readonly result: ResultId;
  readonly message: MessageId;
  readonly apiKey: ApiKeyId;
  readonly dossier: DossierCode;
  readonly agency: AgencyCode;
  readonly procedure: ProcedureCode;
  readonly uuid: ReturnType<typeof crypto.randomUUID>;
  readonly text: string;
}

type Named = Exclude<keyof Names, 'uuid' | 'text'>;

/** Each name that could stand where another is meant. */
type Swaps = {
  [B in Named]: { [A in Exclude<keyof Names, B>]: Names[A] extends Names[B] ? `${A} for ${B}` : never }[Exclude<
    keyof Names,
    B
  >];
}[Named];

describe('no name can stand where another is meant: the compiler says so', () => {
  test('of all pairs', () => {
    const none: [Swaps] extends [never] ? 'none' : Swaps = 'none';
    expect(none).toBe('none');
  });

  test('at a use case, which finds nothing by it', async () => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee());
    expect(await house.read(paymentId, backOffice())).toMatchObject({ ok: true });
    // @ts-expect-error -- a dossier's code is no payment's id
    expect(await house.read(DOSSIER, backOffice())).toMatchObject({ failure: { what: 'payment' } });
    // @ts-expect-error -- a payment's id is no dossier's code
    expect(await house.list(paymentId, backOffice())).toEqual([]);
    // @ts-expect-error -- text is no dossier's code
    expect(await dossierHouse().read(undefined, String(DOSSIER))).toMatchObject({ failure: { what: 'dossier' } });
  });

  test('at the ports', async () => {
    const { ports, open } = resultsHouse();
    const { resultId } = await open();
    const house = notificationsHouse();
    await house.hear(heardEvents.accepted);
    const [messageId = 'msg_'] = house.ids();
    expect(await readResult(ports)(resultId, { caller: officer })).toMatchObject({ ok: true });
    // @ts-expect-error -- a message's id is no result's
    expect(await readResult(ports)(messageId, { caller: officer })).toMatchObject({ failure: { what: 'result' } });
    // @ts-expect-error -- a result's id is no message's
    await expect(house.message(resultId)).rejects.toThrow(`no message ${resultId}`);
    // @ts-expect-error -- a dossier's code is no agency's
    expect(codeAbove(DOSSIER)).toBe('H26');
  });
});

test('what is kept is read as the id that it is, whatever its length; what comes in must be whole', () => {
  const Id = madeId('res');
  const kept: ResultId | undefined = storedAs(Id)('res_short');
  expect(kept).toBe('res_short');
  expect(storedAs(Id)(7)).toBeUndefined();
  expect(Id.safeParse('res_short').success).toBe(false);
  expect(Id.safeParse(`pay_${'0'.repeat(26)}`).success).toBe(false);
  const whole: { readonly data?: ResultId } = Id.safeParse(`res_${'0'.repeat(26)}`);
  expect(whole).toMatchObject({ success: true });
});
