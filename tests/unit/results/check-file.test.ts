import { describe, expect, test } from 'vitest';
import { resultsApiContract } from '../../../functions/results/contract.ts';
import { MAX_CHECKED_BYTES } from '../../../functions/results/domain/file-check.ts';
import { forgetCheck, openCheck, readCheck } from '../../../functions/results/usecases/check-file.ts';
import { revokeResult } from '../../../functions/results/usecases/revoke-result.ts';
import type { ReceiptId } from '../../../shared/kernel/ids.ts';
import { fileChecks } from '../../support/file-checks.ts';
import { signedTo } from '../../support/pades/scenario.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { backOffice, DOSSIER, NOON, resultsHouse } from '../../support/results-house.ts';

const minute = 60_000;
const decision = { decisionNumber: '15/QĐ-UBND', reason: 'Sai ngày sinh', by: 'Trần Văn B' };

const house = async () => {
  const rooms = resultsHouse();
  const resultId = await rooms.ready(simplePdf('issued here'));
  await rooms.sign(resultId);
  const issued = Buffer.from(rooms.storedFile(resultId)!.pdf);
  const desk = fileChecks(rooms.table);
  const ports = { ...rooms.ports, ...desk };
  const open = async (sourceIp = '203.0.113.9', now = NOON) => openCheck(ports)(sourceIp, now);
  const checked = async (file: Uint8Array) => {
    const opened = await open();
    if (!opened.ok) throw new Error('not opened');
    desk.uploaded.set(opened.value.checkId, file);
    return readCheck(ports)(opened.value.checkId, NOON + minute);
  };
  return { ...rooms, desk, ports, resultId, issued, open, checked };
};

/** A letter of the page's text is another one. */
const altered = (file: Buffer): Buffer => {
  const copy = Buffer.from(file);
  copy.write('I', copy.indexOf('issued here'));
  return copy;
};

describe('a file that somebody has checked', () => {
  test('is one of the register, with how its document stands', async () => {
    const { checked, issued, ports, resultId } = await house();
    const { verificationCode } = (await ports.registry.read(resultId))!.intended;
    expect(await checked(issued)).toMatchObject({
      value: { verdict: 'registered', status: 'issued', verificationCode, signatures: [{ signer: 'Dấu Sở Tư pháp' }] },
    });
    const told = { resultId, input: decision, caller: backOffice, requestId: 'r', now: NOON };
    await revokeResult(ports)(told);
    expect(await checked(issued)).toMatchObject({ value: { verdict: 'registered', status: 'revoked' } });
  });

  test('is a receipt of ours, or one that was changed', async () => {
    const { checked, ports } = await house();
    const receiptId: ReceiptId = `rct_${'0'.repeat(26)}`;
    const by = { recordedBy: 'system', requestId: 'r' };
    const sealed = Buffer.from(await signedTo(simplePdf('a receipt')));
    const verificationCode = '7'.repeat(26);
    await ports.receipts.order(
      receiptId,
      {
        ...{ kind: 'receipt_ordered', dossierCode: DOSSIER, agencyCode: 'H26.10', paymentId: 'pay_1' },
        ...{ receiptKind: 'receipt', formSign: '01BLP0-001', receiptSign: 'AA-26E', number: 42 },
        ...{ amountVnd: 150_000, issuedAt: NOON, verificationCode },
      },
      by,
    );
    await ports.receipts.file(
      receiptId,
      {
        ...{ kind: 'receipt_filed', level: 'B-B', sha256: ports.sha256(sealed), bytes: sealed.length },
        ...{ objectKey: 'k', objectVersionId: 'o', filedAt: NOON },
      },
      by,
    );
    expect(await checked(sealed)).toMatchObject({
      value: { verdict: 'registered', status: 'issued', verificationCode, signatures: [{}] },
    });
    const longer = Buffer.concat([sealed, Buffer.from('\n% something')]);
    expect(await checked(longer)).toMatchObject({ value: { verdict: 'changed_after_signing' } });
  });

  test('was changed: something stands behind one of the register, or a signed byte is another one', async () => {
    const { checked, issued } = await house();
    for (const file of [Buffer.concat([issued, Buffer.from('\n% something')]), altered(issued)])
      expect(await checked(file)).toMatchObject({ value: { verdict: 'changed_after_signing' } });
  });

  test('is broken, is signed by others, or by nobody', async () => {
    const { checked, issued } = await house();
    for (const file of [Buffer.from('no PDF'), Buffer.alloc(0), issued.subarray(0, 200)])
      expect(await checked(file)).toMatchObject({
        value: { verdict: 'invalid', reason: expect.stringMatching(/^[a-z_]+$/), signatures: [] },
      });
    expect(await checked(simplePdf('a page'))).toMatchObject({ value: { verdict: 'not_signed', signatures: [] } });
    const elsewhere = await signedTo(simplePdf('elsewhere'));
    expect(await checked(elsewhere)).toMatchObject({
      value: { verdict: 'signed_elsewhere', signatures: [{ verdict: 'indeterminate', reason: expect.any(String) }] },
    });
  });

  test('over 10 MB is not read', async () => {
    const { checked, desk } = await house();
    expect(await checked(new Uint8Array(MAX_CHECKED_BYTES + 1))).toEqual({
      ok: true,
      value: { verdict: 'invalid', reason: 'too_large', signatures: [] },
    });
    expect(desk.reads).toEqual([]);
  });

  test('is read by its version, which takes a right of its own', () => {
    expect(resultsApiContract.grants.uploadsBucket).toContain('s3:GetObjectVersion');
  });

  test('is waited for, looked at once, known for an hour and then no more', async () => {
    const { open, ports, desk, issued } = await house();
    const opened = await open();
    const { checkId } = opened.ok ? opened.value : { checkId: 'chk_' as const };
    expect(checkId).toMatch(/^chk_[0-9a-z]{26}$/);
    const read = (now: number) => readCheck(ports)(checkId, now);
    expect(await read(NOON + minute)).toEqual({ ok: true, value: undefined });
    desk.uploaded.set(checkId, issued);
    const first = await read(NOON + 2 * minute);
    desk.uploaded.set(checkId, Buffer.from('another'));
    expect(await read(NOON + 50 * minute)).toEqual(first);
    expect(desk.reads).toHaveLength(1);
    expect(await read(NOON + 60 * minute)).toMatchObject({ failure: { kind: 'not_found' } });
    expect(await readCheck(ports)(`chk_${'0'.repeat(26)}`, NOON)).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test('is gone within an hour, whether or not anybody asks what was found', async () => {
    const { open, desk } = await house();
    const opened = await open();
    const { checkId } = opened.ok ? opened.value : { checkId: 'chk_' as const };
    desk.uploaded.set(checkId, Buffer.from('whatever'));
    let now = NOON;
    for (let next = desk.reminded.shift(); next; next = desk.reminded.shift()) {
      // The queue's alarm tells of messages that have waited for a quarter of an hour.
      expect(next.delaySeconds).toBeLessThan(900);
      now += next.delaySeconds * 1000;
      await forgetCheck({ ...desk })(next, now);
    }
    expect(desk.uploaded.size).toBe(0);
    expect(now - NOON).toBeLessThan(60 * minute);
    // The address of the upload takes files for a quarter of an hour, and large ones take a while.
    expect(now - NOON).toBeGreaterThan(20 * minute);
  });

  test('is one of so many for one source in an hour', async () => {
    const { open, ports } = await house();
    const [{ atMost } = { atMost: 0 }] = ports.limits.checks.perSource;
    for (let n = 0; n < atMost; n += 1) expect((await open('203.0.113.9', NOON + n)).ok).toBe(true);
    expect(await open()).toMatchObject({ failure: { kind: 'too_many_tries' } });
    expect((await open('198.51.100.1')).ok).toBe(true);
    expect((await open('203.0.113.9', NOON + 61 * minute)).ok).toBe(true);
  });
});
