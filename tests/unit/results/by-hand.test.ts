import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { plannedSigners } from '../../../functions/results/adapters/planned-signers.ts';
import { agencyPlansIn } from '../../../functions/results/adapters/table-plans.ts';
import { signersIn } from '../../../functions/results/adapters/table-signers.ts';
import { resultBook } from '../../../functions/results/domain/book.ts';
import { milestonesOf } from '../../../functions/results/domain/milestones.ts';
import { viewOf } from '../../../functions/results/domain/view.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { nameSigner } from '../../../functions/results/usecases/name-signer.ts';
import { plansOfResults } from '../../../functions/results/usecases/plan-of-result.ts';
import { provideSignature, readSignatureAsked } from '../../../functions/results/usecases/provide-signature.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { coveredOf, detachedCms, signedDigest } from '../../support/by-hand.ts';
import { must } from '../../support/payments.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { testWith } from '../../support/programs.ts';
import { backOffice, NOON, resultsHouse, stranger } from '../../support/results-house.ts';
import {
  OFFICER,
  OFFICER_SET_UP,
  OFFICER_TOKEN,
  signersRoot,
  signersRootPem,
  tokenOf,
} from '../../support/signer-set-up.ts';
import { memorySeal, noService } from '../../support/signers.ts';
import { playedTimestamping } from '../../support/timestamping.ts';

const test = testWith('openssl');
const hour = 3_600_000;
const other = tokenOf('Trần Thị B', 'ec');

/** A result that an officer signs by hand, then the seal; its upload is asked for, and the file lies ready. */
const waiting = async (token: ReturnType<typeof tokenOf> = OFFICER_TOKEN) => {
  const rooms = resultsHouse();
  const { house, ports, table } = rooms;
  await ports.trust.putAnchors({ rootsPem: signersRootPem });
  const signerRows = signersIn(table);
  await signerRows.put({ signerId: OFFICER, ...OFFICER_SET_UP, certificatePem: token.certificatePem });
  await signerRows.put({ signerId: 'officer-b', ...OFFICER_SET_UP, certificatePem: other.certificatePem });
  const seal = memorySeal();
  const signers = plannedSigners({
    seal: { signerOf: async () => ok(seal), by: async () => ok(seal) },
    signerRows,
    trust: ports.trust,
    csc: noService,
  });
  ports.signers.signerOf = (planned) => signers.signerOf(planned);
  house.plan = {
    signatures: [
      { role: 'officer', field: 'Officer', signerId: OFFICER, by: 'hand' },
      { role: 'agency', field: 'AgencySeal' },
    ],
  };
  const resultId = await rooms.ready(simplePdf());
  const signAt = (hours: number, version = 'v1') => rooms.sign(resultId, version, NOON + hours * hour);
  const asked = { resultId, role: 'officer', caller: backOffice };
  const read = () => readSignatureAsked(ports)(asked);
  const bring = (input: object, role = 'officer') =>
    provideSignature(ports)({ ...asked, role, input, requestId: 'r4', now: NOON + 5 * hour });
  const entry = async () => (await ports.registry.read(resultId))!;
  const name = (signerId: string) =>
    nameSigner({ ...ports, signerRows })({
      ...asked,
      input: { signerId, reason: 'Đi công tác', by: 'Trần Văn Bình' },
      requestId: 'r5',
      now: NOON + 2 * hour,
    });
  const covered = () => coveredOf([...ports.preparedFiles.kept.values()].at(-1)!);
  const report = (roots: readonly Uint8Array[] = []) =>
    verifyPdf(rooms.storedFile(resultId)!.pdf, {
      roots: [...seal.roots, signersRoot.certificate, ...roots],
      now: new Date(NOON + 6 * hour),
    });
  return { ...rooms, resultId, signerRows, signAt, read, bring, entry, name, covered, report };
};

describe('who signs by hand', () => {
  test('is given digests that stay the same, brings a signature hours later, and the seal follows by itself', async () => {
    const { signAt, read, bring, entry, covered, report, puts } = await waiting();
    expect((await entry()).state).toBe('signing');
    expect(await read()).toEqual({ ok: false, failure: { kind: 'not_asked' } });
    expect(await signAt(1)).toEqual({ ok: true, value: 'waiting' });
    expect(viewOf(await entry(), '')).toMatchObject({
      state: 'awaiting_signature',
      signatures: [
        { role: 'officer', signerId: OFFICER, by: 'hand', state: 'asked' },
        { role: 'agency', by: 'kms', state: 'waiting' },
      ],
    });
    const ready = must(await read());
    expect(ready).toMatchObject({ state: 'asked', algorithm: 'RSASSA_PKCS1_V1_5_SHA_256' });
    expect(ready.documentDigest).toBe(createHash('sha256').update(covered()).digest('hex'));
    expect(await signAt(3)).toEqual({ ok: true, value: 'waiting' });
    expect(must(await read()).digest).toBe(ready.digest);

    const before = milestonesOf(await entry()).length;
    const brought = must(await bring({ signature: signedDigest(OFFICER_TOKEN, ready.digest) }));
    expect(brought.state).toBe('signing');
    expect(milestonesOf(brought).slice(before - milestonesOf(brought).length)).toMatchObject([
      { type: 'result.issue_requested', data: { uploadVersionId: 'v1' } },
    ]);
    expect(puts).toEqual([]);
    expect(await signAt(6)).toEqual({ ok: true, value: 'issued' });
    expect(report()).toMatchObject({ verdict: 'valid', coversWholeFile: true });
    expect(viewOf(await entry(), '').signatures).toMatchObject([
      { role: 'officer', state: 'signed', signer: 'Nguyễn Văn A' },
      { role: 'agency', state: 'signed', signer: 'Dấu Sở Tư pháp' },
    ]);
  });

  test.each([
    ['DER', {}],
    ['BER', { ber: true }],
  ])('may bring a CMS of their own tool, in %s', async (_, how) => {
    const { signAt, bring, covered, report } = await waiting();
    await signAt(1);
    must(await bring({ cms: detachedCms(OFFICER_TOKEN, covered(), how) }));
    expect(await signAt(6)).toEqual({ ok: true, value: 'issued' });
    expect(report()).toMatchObject({ verdict: 'valid', signatures: [{ field: 'Officer', intact: true }, {}] });
  });

  test('may sign by a curve, and what is made over it is stamped as all is', async () => {
    const rooms = await waiting(other);
    const stamping = playedTimestamping(['tsa-1'], () => NOON + 6 * hour);
    rooms.house.timestamping = stamping.timestamping;
    await rooms.signAt(1);
    const { digest, algorithm } = must(await rooms.read());
    expect(algorithm).toBe('ECDSA_SHA_256');
    must(await rooms.bring({ signature: signedDigest(other, digest) }));
    expect(await rooms.signAt(6)).toEqual({ ok: true, value: 'issued' });
    expect(rooms.report([stamping.root.certificate])).toMatchObject({ verdict: 'valid', level: 'B-T' });
  });

  test('who brings what does not verify changes nothing; the same again is the same, another one comes too late', async () => {
    const { signAt, read, bring, entry, covered } = await waiting();
    await signAt(1);
    const { digest } = must(await read());
    const [right, wrong] = [signedDigest(OFFICER_TOKEN, digest), signedDigest(tokenOf('C'), digest)];
    const before = await entry();
    for (const input of [
      { signature: wrong },
      { signature: 'AAAA' },
      { cms: 'AAAA' },
      { cms: detachedCms(other, covered()) },
      { cms: detachedCms(OFFICER_TOKEN, covered(), { namesCertificate: false }) },
      { cms: detachedCms(OFFICER_TOKEN, Buffer.from('another document')) },
    ])
      expect(await bring(input)).toMatchObject({ ok: false, failure: { kind: 'signature_invalid' } });
    expect(await entry()).toEqual(before);
    expect(await bring({ signature: right }, 'agency')).toEqual({ ok: false, failure: { kind: 'not_asked' } });

    must(await bring({ signature: right }));
    must(await bring({ signature: right }));
    expect(await bring({ signature: wrong })).toEqual({ ok: false, failure: { kind: 'already_signed' } });
    await signAt(6);
    must(await bring({ signature: right }));
    expect((await entry()).made.filter(({ role }) => role === 'officer')).toHaveLength(1);
  });

  test('is nobody of another agency', async () => {
    const { signAt, ports, resultId } = await waiting();
    await signAt(1);
    expect(await readSignatureAsked(ports)({ resultId, role: 'officer', caller: stranger })).toMatchObject({
      failure: { kind: 'not_found' },
    });
  });

  test('whose certificate is replaced meanwhile signs what lay ready, by the certificate that was asked for', async () => {
    const { signAt, read, bring, signerRows, report } = await waiting();
    await signAt(1);
    const renewed = tokenOf('Nguyễn Văn A');
    await signerRows.put({ signerId: OFFICER, ...OFFICER_SET_UP, certificatePem: renewed.certificatePem });
    must(await bring({ signature: signedDigest(OFFICER_TOKEN, must(await read()).digest) }));
    expect(await signAt(6)).toEqual({ ok: true, value: 'issued' });
    expect(report().verdict).toBe('valid');
  });

  test('may sign what takes the place of another result, which stays in force until every signature is there', async () => {
    const { signAt, read, bring, entry, open, upload, ask, sign, ports } = await waiting();
    await signAt(1);
    must(await bring({ signature: signedDigest(OFFICER_TOKEN, must(await read()).digest) }));
    await signAt(6);
    const replaces = { resultId: (await entry()).resultId, decisionNumber: '9/QĐ', reason: 'Sai tên', by: 'B' };
    const { resultId } = await open('k2', { replaces });
    upload(resultId, simplePdf('Ban thay the'));
    await ask(resultId, NOON + 7 * hour);
    expect(await sign(resultId, 'v1', NOON + 8 * hour)).toEqual({ ok: true, value: 'waiting' });
    const asked = { resultId, role: 'officer', caller: backOffice };
    const input = { signature: signedDigest(OFFICER_TOKEN, must(await readSignatureAsked(ports)(asked)).digest) };
    must(await provideSignature(ports)({ ...asked, input, requestId: 'r6', now: NOON + 9 * hour }));
    expect((await entry()).state).toBe('issued');
    expect(await sign(resultId, 'v1', NOON + 10 * hour)).toEqual({ ok: true, value: 'issued' });
    expect(await entry()).toMatchObject({ state: 'replaced', replaced: { byResultId: resultId } });
  });
});

describe('another signer', () => {
  test('is asked in the place of one who waits, and what lay ready for that one is taken no more', async () => {
    const { signAt, read, bring, entry, name } = await waiting();
    await signAt(1);
    const { digest } = must(await read());
    const named = must(await name('officer-b'));
    expect(named.state).toBe('signing');
    expect(milestonesOf(named).map(({ id }) => id)).toContain(`result:${named.resultId}:signer:officer:1`);
    expect(await bring({ signature: signedDigest(OFFICER_TOKEN, digest) })).toMatchObject({
      failure: { kind: 'not_asked' },
    });
    expect(must(await name('officer-b'))).toEqual(named);
    await signAt(3);
    const asked = must(await read());
    expect(asked.digest).not.toBe(digest);
    must(await bring({ signature: signedDigest(other, asked.digest) }));
    expect(await signAt(6)).toEqual({ ok: true, value: 'issued' });
    expect(viewOf(await entry(), '').signatures[0]).toMatchObject({ signerId: 'officer-b', signer: 'Trần Thị B' });
    expect(await name(OFFICER)).toEqual({ ok: false, failure: { kind: 'already_signed' } });
  });

  test('must be set up for that role and agency', async () => {
    const { name } = await waiting();
    expect(await name('officer-c')).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'signerId', message: 'there is no such signer' }] },
    });
  });

  test('goes on from a refusal, and so does the same one who is asked again', async () => {
    const { signAt, entry, name, ports, resultId } = await waiting();
    await signAt(1);
    const refuse = (turn: number) =>
      ports.registry.record(
        resultId,
        {
          ...{ kind: 'signature_refused', role: 'officer', uploadVersionId: 'v1', turn },
          ...{ reason: 'declined', detail: 'Sai số.', refusedAt: NOON + hour },
        },
        { recordedBy: 'system', requestId: 'r' },
      );
    await refuse(0);
    expect(viewOf(await entry(), '')).toMatchObject({
      state: 'refused',
      refusal: { reason: 'signer_refused', detail: 'Sai số.' },
      signatures: [{ state: 'refused', reason: 'declined' }, { state: 'waiting' }],
    });
    expect(must(await name(OFFICER)).state).toBe('signing');
    await signAt(3);
    expect((await entry()).state).toBe('awaiting_signature');
    await refuse(1);
    must(await name('officer-b'));
    expect((await entry()).state).toBe('signing');
    expect(resultBook.project(await entry()).document).toMatchObject({ state: 'signing' });
  });
});

describe('the plan of a result', () => {
  const planned = async () => {
    const { table, ports, signerRows } = await waiting();
    await signerRows.put({ signerId: 'seal-a', agencyCode: 'H26', role: 'agency', by: 'kms', label: 'Dấu' });
    const agencyPlans = agencyPlansIn(table);
    return { agencyPlans, plans: plansOfResults({ signerRows, agencyPlans, trust: ports.trust }) };
  };
  const officer = { role: 'officer', signerId: OFFICER } as const;
  const seal = { role: 'agency', signerId: 'seal-a' } as const;

  test("is the agency's or that of one above it, and the seal alone where there is none", async () => {
    const { plans, agencyPlans } = await planned();
    expect(must(await plans.of('H26.10', undefined, NOON))).toEqual({
      signatures: [{ role: 'agency', field: 'AgencySeal' }],
    });
    await agencyPlans.put('H26', { level: 'B-T', signatures: [seal], qr: true });
    expect(must(await plans.of('H26.10', undefined, NOON))).toEqual({
      signatures: [{ role: 'agency', field: 'AgencySeal', signerId: 'seal-a', by: 'kms' }],
      level: 'B-T',
      qr: true,
    });
  });

  test('may have other signers by the rules of plans, and leaves out no role', async () => {
    const { plans, agencyPlans } = await planned();
    await agencyPlans.put('H26.10', { level: 'B-T', signatures: [seal] });
    expect(must(await plans.of('H26.10', [officer, seal], NOON))).toMatchObject({
      level: 'B-T',
      signatures: [{ role: 'officer', by: 'hand', field: 'Officer' }, { role: 'agency' }],
    });
    for (const wanted of [[officer], [seal, officer]])
      expect(await plans.of('H26.10', wanted, NOON)).toMatchObject({ failure: { kind: 'invalid_input' } });
  });
});
