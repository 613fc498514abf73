import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { agencyPlansIn } from '../../../functions/results/adapters/table-plans.ts';
import { resultBook } from '../../../functions/results/domain/book.ts';
import { milestonesOf } from '../../../functions/results/domain/milestones.ts';
import { viewOf } from '../../../functions/results/domain/view.ts';
import { signatureRoutes } from '../../../functions/results/handlers/signature-routes.ts';
import { pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { plansOfResults } from '../../../functions/results/usecases/plan-of-result.ts';
import { provideSignature, readSignatureAsked } from '../../../functions/results/usecases/provide-signature.ts';
import { detachedCms, signedDigest } from '../../support/by-hand.ts';
import { byOfficer, other, stampedCms, waiting } from '../../support/hand-signing.ts';
import { logged } from '../../support/logged.ts';
import { must } from '../../support/payments.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { testWith } from '../../support/programs.ts';
import { backOffice, NOON, stranger } from '../../support/results-house.ts';
import { OFFICER, OFFICER_SET_UP, OFFICER_TOKEN, signersRootPem, tokenOf } from '../../support/signer-set-up.ts';
import { playedTimestamping } from '../../support/timestamping.ts';

const test = testWith('openssl');
const hour = 3_600_000;

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

  test('whose CMS was cut short of its time stamp has that kept when it comes again; later it is the same without the file', async () => {
    const stamping = playedTimestamping(['tsa-1'], () => NOON + 4 * hour);
    const { ports, signAt, bring, entry, covered } = await waiting();
    await ports.trust.putAnchors({
      rootsPem: `${signersRootPem}\n${pemOf('CERTIFICATE', stamping.root.certificate)}`,
    });
    await signAt(1);
    const cms = await stampedCms((await entry()).prepared[0]!, stamping);
    const otherCms = detachedCms(OFFICER_TOKEN, covered());
    const { record } = ports.registry;
    ports.registry.record = async (...told) => {
      if (told[1].kind === 'signature_stamped') throw new Error('killed');
      return record(...told);
    };
    await expect(bring({ cms })).rejects.toThrow('killed');
    ports.registry.record = record;
    expect(await entry()).toMatchObject({ made: [{ role: 'officer', turn: 0 }], stamped: [] });

    must(await bring({ cms }));
    expect((await entry()).stamped).toMatchObject([{ role: 'officer', stampedAt: NOON + 4 * hour }]);
    ports.preparedFiles.read = async () => undefined;
    must(await bring({ cms }));
    for (const another of [{ cms: otherCms }, { cms: 'AAAA' }])
      expect(await bring(another)).toEqual({ ok: false, failure: { kind: 'already_signed' } });
  });

  test('is no longer asked once the file that lay ready is gone', async () => {
    const { ports, signAt, read, bring, entry, covered } = await waiting();
    await signAt(1);
    const signature = signedDigest(OFFICER_TOKEN, must(await read()).digest);
    const cms = detachedCms(OFFICER_TOKEN, covered());
    ports.preparedFiles.read = async () => undefined;
    for (const input of [{ signature }, { cms }])
      expect(await bring(input)).toEqual({ ok: false, failure: { kind: 'not_asked' } });
    expect((await entry()).made).toEqual([]);
  });

  test('is given the whole document, which the log says', async () => {
    const { ports, signerRows, signAt, resultId } = await waiting();
    const { readSignature } = signatureRoutes({ ...ports, signerRows });
    const request = {
      ...{ method: 'GET', path: '/', headers: {}, query: {}, body: Buffer.alloc(0), sourceIp: '192.0.2.1' },
      ...{ pathParameters: { resultId, role: 'officer' }, requestId: 'r7', now: NOON, caller: backOffice },
    };
    const told = async () =>
      (await logged(() => readSignature(request))).filter(({ message }) => message === 'result_read');
    expect(await told()).toEqual([]);
    await signAt(1);
    expect(await told()).toMatchObject([{ keyId: 'key_a', aggregate: resultId }]);
  });

  test('as the last is not asked any more for a dossier that was closed, whose result is refused; before the seal it is', async () => {
    const alone = await waiting(OFFICER_TOKEN, [byOfficer]);
    await alone.signAt(1);
    const last = { signature: signedDigest(OFFICER_TOKEN, must(await alone.read()).digest) };
    alone.house.status = 8;
    expect(await alone.bring(last)).toEqual({ ok: false, failure: { kind: 'not_asked' } });
    expect(await alone.entry()).toMatchObject({ state: 'refused', refusal: { reason: 'dossier_closed' }, made: [] });

    const { house, signAt, read, bring } = await waiting();
    await signAt(1);
    house.status = 8;
    must(await bring({ signature: signedDigest(OFFICER_TOKEN, must(await read()).digest) }));
    expect(await signAt(6)).toEqual({ ok: true, value: 'refused:dossier_closed' });
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

  test('who is named while a value is taken is asked, and the value is not taken', async () => {
    const { ports, signAt, read, bring, entry, name, report } = await waiting();
    await signAt(1);
    const { record } = ports.registry;
    ports.registry.record = async (...told) => {
      ports.registry.record = record;
      must(await name('officer-b'));
      return record(...told);
    };
    expect(await bring({ signature: signedDigest(OFFICER_TOKEN, must(await read()).digest) })).toEqual({
      ok: false,
      failure: { kind: 'not_asked' },
    });
    expect(viewOf(await entry(), '').signatures[0]).toMatchObject({ signerId: 'officer-b', state: 'waiting' });
    expect(await signAt(3)).toEqual({ ok: true, value: 'waiting' });
    must(await bring({ signature: signedDigest(other, must(await read()).digest) }));
    expect(await signAt(6)).toEqual({ ok: true, value: 'issued' });
    expect(report().verdict).toBe('valid');
    expect(viewOf(await entry(), '').signatures[0]).toMatchObject({ signer: 'Trần Thị B' });
  });

  test('who is named while a file is laid ready for the one before has one laid ready too', async () => {
    const { ports, signAt, read, bring, name } = await waiting();
    const { keep } = ports.preparedFiles;
    ports.preparedFiles.keep = async (...kept) => {
      ports.preparedFiles.keep = keep;
      must(await name('officer-b'));
      return keep(...kept);
    };
    expect(await signAt(1)).toEqual({
      ok: false,
      failure: { kind: 'temporarily_unavailable', detail: 'another signer was named meanwhile' },
    });
    expect(await signAt(2)).toEqual({ ok: true, value: 'waiting' });
    must(await bring({ signature: signedDigest(other, must(await read()).digest) }));
  });

  test('does not sign before the upload what somebody before them signs here', async () => {
    const { name, signerRows } = await waiting();
    await signerRows.put({ signerId: 'seal-up', ...OFFICER_SET_UP, role: 'agency', by: 'upload' });
    await signerRows.put({ signerId: 'officer-up', ...OFFICER_SET_UP, by: 'upload' });
    expect(await name('seal-up', 'agency')).toMatchObject({
      failure: {
        kind: 'invalid_input',
        fields: [{ path: 'signerId', message: 'what is signed before the upload comes first' }],
      },
    });
    expect(await name('officer-up')).toMatchObject({ ok: true });
    expect(await name('seal-up', 'agency')).toMatchObject({ ok: true });
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
    return { table, agencyPlans, plans: plansOfResults({ signerRows, agencyPlans, trust: ports.trust }) };
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

  test('is read as another release wrote it', async () => {
    const { plans, table } = await planned();
    const signatures = [{ ...seal, panel: 'decree31', note: 'x' }];
    await table.put({ pk: 'PLAN#H26.10', sk: 'PLAN', plan: { level: 'B-X', signatures, colour: 'red' } });
    expect(must(await plans.of('H26.10', undefined, NOON))).toMatchObject({
      level: 'B-X',
      signatures: [{ role: 'agency', signerId: 'seal-a', by: 'kms', panel: { look: 'decree31' } }],
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
