import { describe, expect, test } from 'vitest';
import { viewOf } from '../../../functions/results/domain/view.ts';
import { askUpload } from '../../../functions/results/usecases/ask-upload.ts';
import { forgetReceivers } from '../../../functions/results/usecases/forget-receivers.ts';
import { presignDownload } from '../../../functions/results/usecases/presign-download.ts';
import { readVerification, readVerificationOfFile } from '../../../functions/results/usecases/read-verification.ts';
import { DeliveryInput, recordDelivery } from '../../../functions/results/usecases/record-delivery.ts';
import { revokeResult } from '../../../functions/results/usecases/revoke-result.ts';
import { seenBy } from '../../../functions/results/usecases/show-result.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { backOffice, DOSSIER, NOON, resultsHouse, stranger } from '../../support/results-house.ts';

const minute = 60_000;
const by = { recordedBy: 'system', requestId: 'r' };
const decision = { decisionNumber: '15/QĐ-UBND', reason: 'Sai ngày sinh', by: 'Trần Văn B' };

const registryHouse = async () => {
  const rooms = resultsHouse();
  const { ports, open, upload, ask, sign } = rooms;
  const entry = async (resultId: ResultId) => (await ports.registry.read(resultId))!;
  /** Opens another result, uploads it and asks for it; not signed yet. */
  const asked = async (key: string, more: object = {}, text = key) => {
    const { resultId, opened } = await open(key, { documentNumber: `${key}/TLKS-BS`, ...more });
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
    upload(resultId, simplePdf(text));
    await ask(resultId);
    return resultId;
  };
  const first = await asked('k1');
  await sign(first);
  const revoke = (resultId: ResultId, input = decision, caller = backOffice) =>
    revokeResult(ports)({ resultId, input, caller, requestId: 'r', now: NOON + 5 * minute });
  const download = (resultId: ResultId, sha256?: string) =>
    presignDownload(ports)(resultId, { reader: { caller: backOffice }, sha256, requestId: 'r', now: NOON });
  const verified = async (resultId: ResultId) =>
    readVerification(ports)((await entry(resultId)).intended.verificationCode);
  const replacing = (resultId: ResultId) => ({ replaces: { resultId, ...decision } });
  return { ...rooms, entry, asked, first, revoke, download, verified, replacing };
};

describe('a result that is revoked', () => {
  test('is so at once: to its agency, to whoever checks it, and for downloads; the first decision stands', async () => {
    const { first, revoke, download, verified, entry } = await registryHouse();
    expect(await revoke(first)).toMatchObject({ ok: true, value: { state: 'revoked' } });
    expect(await revoke(first, { ...decision, decisionNumber: '16/QĐ-UBND' })).toMatchObject({ ok: true });
    expect(viewOf(await entry(first), 'https://x.vn')).toMatchObject({
      state: 'revoked',
      revocation: { ...decision, at: '2026-11-19T09:05:00+07:00' },
    });
    const told = await verified(first);
    expect(told).toMatchObject({
      value: {
        status: 'revoked',
        decisionNumber: '15/QĐ-UBND',
        revokedAt: '2026-11-19T09:05:00+07:00',
        signers: [expect.stringMatching(/./)],
      },
    });
    for (const unsaid of [DOSSIER, 'Sai ngày sinh', 'Trần Văn B', 'Trích lục', first])
      expect(JSON.stringify(told)).not.toContain(unsaid);
    expect(await download(first)).toEqual({ ok: false, failure: { kind: 'not_in_force' } });
    const { current } = await entry(first);
    expect(await download(first, current?.sha256.toUpperCase())).toMatchObject({ ok: true });
    expect(await download(first, 'a'.repeat(64))).toMatchObject({ failure: { kind: 'not_found', what: 'version' } });
  });

  test('was issued: what is open cannot be, nor what was replaced, nor by a stranger', async () => {
    const { asked, sign, first, revoke, replacing } = await registryHouse();
    const next = await asked('k2', replacing(first));
    expect(await revoke(next)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect(await revoke(first, decision, stranger)).toMatchObject({ failure: { kind: 'not_found' } });
    await sign(next);
    expect(await revoke(first)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  });
});

describe('a result that takes the place of another', () => {
  test('does so when it is issued and not before: the other one stays readable and says what took its place', async () => {
    const { asked, sign, first, entry, verified, download, replacing } = await registryHouse();
    const next = await asked('k2', replacing(first));
    expect(await entry(first)).toMatchObject({ state: 'issued' });
    expect(await sign(next)).toEqual(ok('issued'));
    expect(viewOf(await entry(first), 'https://x.vn')).toMatchObject({ state: 'replaced', replacedBy: next });
    const { verificationCode } = (await entry(next)).intended;
    expect(await verified(first)).toMatchObject({
      value: {
        status: 'replaced',
        replacedBy: { documentNumber: 'k2/TLKS-BS', verificationCode },
        decisionNumber: '15/QĐ-UBND',
      },
    });
    expect(await verified(next)).toMatchObject({ value: { status: 'issued' } });
    expect(await download(first)).toMatchObject({ failure: { kind: 'not_in_force' } });
    expect(await download(first, (await entry(first)).current?.sha256)).toMatchObject({ ok: true });
    expect(await download(next)).toMatchObject({ ok: true });
  });

  test('names an issued or revoked result of its dossier that no other replaced', async () => {
    const { open, asked, sign, first, revoke, replacing, ports, house } = await registryHouse();
    const refused = async (resultId: ResultId) => (await open(`for ${resultId}`, replacing(resultId))).opened;
    expect(await refused(`res_${'0'.repeat(26)}`)).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'replaces.resultId' }] },
    });
    const other = { ...(await ports.registry.read(first))!.intended, dossierCode: 'H26.10-261116-0008' as const };
    await ports.registry.intend(`res_${'2'.repeat(26)}`, { ...other, verificationCode: '2'.repeat(26) }, by);
    expect(await refused(`res_${'2'.repeat(26)}`)).toMatchObject({ failure: { kind: 'invalid_input' } });
    const waiting = (await open('waiting')).resultId;
    expect(await refused(waiting)).toMatchObject({ failure: { kind: 'not_allowed_now' } });

    await revoke(first);
    // Returned: only what takes another's place is opened.
    house.status = 10;
    expect((await open('k9')).opened).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    const next = await asked('k2', replacing(first));
    await sign(next);
    expect(await ports.registry.read(first)).toMatchObject({ state: 'revoked', replaced: { byResultId: next } });
    expect(await refused(first)).toMatchObject({ failure: { kind: 'already_replaced' } });
    // Told again it is the result that was opened, though its place is taken by now: by itself.
    expect((await open('k2', { documentNumber: 'k2/TLKS-BS', ...replacing(first) })).opened).toMatchObject({
      ok: true,
    });
  });

  test('of two that want one place the first issued has it, the second is refused for good', async () => {
    const { asked, sign, first, entry, ports, replacing } = await registryHouse();
    const [one, two] = [await asked('k2', replacing(first)), await asked('k3', replacing(first))];
    expect(await sign(two)).toEqual(ok('issued'));
    expect(await sign(one)).toEqual(ok('refused:already_replaced'));
    expect(await entry(one)).toMatchObject({ state: 'refused', refusal: { reason: 'already_replaced' } });
    expect(await entry(first)).toMatchObject({ state: 'replaced', replaced: { byResultId: two } });
    expect(await askUpload(ports)(one, { caller: backOffice, now: NOON })).toMatchObject({
      failure: { kind: 'not_allowed_now' },
    });
  });

  test('killed between any two calls and signed again: one file, and the place is taken by it', async () => {
    for (let calls = 1; ; calls += 1) {
      const { asked, sign, first, entry, house, puts, replacing } = await registryHouse();
      const next = await asked('k2', replacing(first));
      let left = calls;
      house.onCall = () => {
        left -= 1;
        if (left === 0) throw new Error('killed');
      };
      const died = await sign(next).then(
        () => false,
        () => true,
      );
      house.onCall = undefined;
      expect((await sign(next, 'v1', NOON + 10 * minute)).ok).toBe(true);
      expect(await entry(next)).toMatchObject({ state: 'issued' });
      expect(await entry(first)).toMatchObject({ state: 'replaced', replaced: { byResultId: next } });
      expect(puts.filter((key) => key.includes(next))).toHaveLength(1);
      if (!died) break;
    }
  });
});

describe('a result that is handed over', () => {
  const told = { deliveryId: 'd1', channel: 'counter', receiver: 'Nguyễn Thị Ánh', by: 'B' } as const;
  const deliver = (
    { ports }: Pick<Awaited<ReturnType<typeof registryHouse>>, 'ports'>,
    resultId: ResultId,
    more: object = {},
  ) => {
    const input = { ...told, at: NOON + 3 * minute, ...more };
    return recordDelivery(ports)({ resultId, input, caller: backOffice, requestId: 'r', now: NOON + 4 * minute });
  };

  test('says to whom, when and by which way, once for each name of a delivery', async () => {
    const house = await registryHouse();
    expect(await deliver(house, house.first)).toMatchObject({ ok: true });
    expect(await deliver(house, house.first)).toMatchObject({ ok: true });
    expect(await deliver(house, house.first, { receiver: 'Trần B' })).toMatchObject({ failure: { kind: 'conflict' } });
    const posted = { deliveryId: 'd2', channel: 'post', trackingCode: 'EB123VN', at: NOON + 2 * minute };
    await deliver(house, house.first, posted);
    expect(viewOf(await house.entry(house.first), 'https://x.vn').deliveries).toEqual([
      { ...told, deliveryId: 'd2', channel: 'post', trackingCode: 'EB123VN', at: '2026-11-19T09:02:00+07:00' },
      { ...told, at: '2026-11-19T09:03:00+07:00' },
    ]);
  });

  test('was issued, not ahead of the clock, and so often at most', async () => {
    const house = await registryHouse();
    const waiting = (await house.open('k2')).resultId;
    expect(await deliver(house, waiting)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect(await deliver(house, house.first, { at: NOON + 10 * minute })).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'at' }] },
    });
    for (let n = 0; n < 20; n += 1) expect((await deliver(house, house.first, { deliveryId: `n${n}` })).ok).toBe(true);
    expect(await deliver(house, house.first)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect((await deliver(house, house.first, { deliveryId: 'n3' })).ok).toBe(true);
  });

  test.each([
    ['post', undefined, false],
    ['post', 'EB123VN', true],
    ['counter', undefined, true],
    ['portal', undefined, true],
    ['pigeon', undefined, false],
  ])('by %s under %s is taken: %s', (channel, trackingCode, isTaken) => {
    const input = { ...told, channel, at: '2026-11-19T09:00:00+07:00', ...(trackingCode ? { trackingCode } : {}) };
    expect(DeliveryInput.safeParse(input).success).toBe(isTaken);
  });

  test('no longer says to whom once the dossier’s person is forgotten, and afterwards nothing is told of it', async () => {
    const house = await registryHouse();
    await deliver(house, house.first, { channel: 'post', trackingCode: 'EB123VN' });
    const { ports, table, first, entry } = house;
    const lists = { ...ports.registry, ofDossier: async () => [await entry(first)] };
    await forgetReceivers({ registry: lists })(DOSSIER, NOON, by);
    expect((await entry(first)).deliveries).toEqual([
      { kind: 'delivered', deliveryId: 'd1', channel: 'post', deliveredAt: NOON + 3 * minute, by: 'B' },
    ]);
    expect(await deliver(house, first, { deliveryId: 'd2' })).toMatchObject({
      failure: { kind: 'personal_data_erased' },
    });
    house.house.isErased = true;
    const later = await house.asked('k2');
    await house.sign(later);
    expect(await deliver(house, later)).toMatchObject({ failure: { kind: 'personal_data_erased' } });
    const named = table.all().filter((item) => JSON.stringify(item).includes('Nguyễn Thị Ánh'));
    // What lies there is overwritten by the fold that its own stream record leads to.
    expect(named.every(({ sk }) => sk === 'CARD#delivery#d1')).toBe(true);
  });
});

test('downloads are shown, the newest 20 of them, by when and by whom alone', async () => {
  const { ports, first, entry, download } = await registryHouse();
  for (let n = 0; n < 23; n += 1)
    await presignDownload(ports)(first, {
      reader: n === 22 ? { citizenOf: DOSSIER } : { caller: { ...backOffice, permission: 'portal' } },
      requestId: `r${n}`,
      now: NOON + n * minute,
    });
  const seen = await seenBy(ports)(ok(await entry(first)));
  const downloads = seen.ok ? seen.value.downloads : [];
  expect(downloads).toHaveLength(20);
  expect(downloads.slice(0, 2)).toEqual([
    { at: '2026-11-19T09:22:00+07:00', by: 'citizen' },
    { at: '2026-11-19T09:21:00+07:00', by: 'portal' },
  ]);
  await download(first, 'nothing');
  const again = await seenBy(ports)(ok(await entry(first)));
  expect(again.ok && again.value.downloads).toEqual(downloads);
});

test('a file is found by its hash however it is typed, and by no other', async () => {
  const { ports, first, entry } = await registryHouse();
  const { sha256 } = (await entry(first)).issued!;
  const typed = ` ${sha256.toUpperCase().replace(/(.{8})/g, '$1\u2011 ')}`;
  expect(await readVerificationOfFile(ports)(typed)).toMatchObject({ value: { status: 'issued', sha256 } });
  for (const other of ['', sha256.slice(1), `${sha256}0`, sha256.replace(/./, 'g')])
    expect(await readVerificationOfFile(ports)(other)).toMatchObject({ failure: { kind: 'not_found' } });
});
