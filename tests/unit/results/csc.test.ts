import { describe, expect, test } from 'vitest';
import { milestonesOf } from '../../../functions/results/domain/milestones.ts';
import { ASKED_AGAIN, askedAgainAfter } from '../../../functions/results/domain/waiting.ts';
import { comingAgain } from '../../../functions/results/handlers/signing-again.ts';
import type { developmentSigner } from '../../../functions/results/pades/authority/development-signer.ts';
import { MAX_GIVEN, ORDER_LEASE_MS } from '../../../functions/results/usecases/make-signature.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { later, officerKey, played, serviceOf, waiting } from '../../support/remote-signing.ts';
import { NOON } from '../../support/results-house.ts';
import { tokenOf } from '../../support/signer-set-up.ts';
import { REMOTE_OFFICER } from '../../support/signing-service.ts';

const minute = 60_000;

describe('an officer who signs at the service of the sandbox', () => {
  test('and approves at once has signed at once, then the seal follows', async () => {
    const { answer } = played();
    const { signAt, officer, report, asked } = await waiting(answer);
    expect(await signAt(0)).toEqual(ok('issued'));
    expect(report()).toMatchObject({ verdict: 'valid', coversWholeFile: true });
    expect(await officer()).toMatchObject({ state: 'signed', signer: 'Nguyễn Văn An (ký thử)' });
    expect(asked('signatures/signHash')).toHaveLength(1);
    expect(asked('oauth2/token')).toHaveLength(1);
  });

  test('may take hours: it is asked about, never asked for again, and what is signed is the file of the first moment', async () => {
    const { answer, choose } = played();
    await choose('NVA-01', 'slow');
    const { signAt, entry, officer, report, asked, ports } = await waiting(answer);
    for (const at of [0, 1, 30, 300]) expect(await signAt(at)).toEqual(ok(ASKED_AGAIN));
    expect(await entry()).toMatchObject({ state: 'awaiting_signature' });
    expect(await officer()).toMatchObject({ by: 'csc', state: 'asked' });
    expect(ports.preparedFiles.kept.size).toBe(1);
    expect((await entry()).given).toHaveLength(1);
    await choose('NVA-01', 'approve');
    expect(await signAt(400)).toEqual(ok('issued'));
    expect(asked('signatures/signHash')).toHaveLength(1);
    expect(report().signatures[0]).toMatchObject({ field: 'Officer', claimedTime: new Date(NOON) });
  });

  test('and refuses, or signs by another key, is refused with the reason, and another signer or a new turn goes on', async () => {
    for (const [outcome, reason] of [
      ['refuse', 'declined'],
      ['wrong_key', 'wrong_key'],
    ] as const) {
      const { answer, choose } = played();
      await choose('NVA-01', outcome);
      const { signAt, entry, officer, puts } = await waiting(answer);
      expect(await signAt(0)).toEqual(ok('refused:signer_refused'));
      expect(await entry()).toMatchObject({ state: 'refused', refusal: { reason: 'signer_refused' } });
      expect(await officer()).toMatchObject({ state: 'refused', reason });
      expect(milestonesOf(await entry()).at(-1)?.type).toBe('result.refused');
      expect(puts).toEqual([]);
    }
  });
});

describe('a service without signing by itself', () => {
  test('is asked for leave with the PIN, about the leave until it is there, and signs at once', async () => {
    const { answer, tell, signs } = serviceOf(officerKey);
    const rooms = await waiting(answer, '123456');
    const { signAt, heard, asked, entry } = rooms;
    tell('credentials/authorize', { status: 202, body: { handle: 'h1' } });
    const second = { status: 202, body: { handle: 'h2' } };
    tell('credentials/authorizeCheck', second, second);
    for (const at of [0, 1, 2]) expect(await signAt(at)).toEqual(ok(ASKED_AGAIN));
    expect((await entry()).given.map(({ handle }) => handle)).toEqual(['permission:h1', 'permission:h2']);
    const [authorized] = asked('credentials/authorize');
    expect(authorized?.fields).toMatchObject({
      credentialID: 'NVA-01',
      numSignatures: 1,
      hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
      authData: [{ id: 'PIN', value: '123456' }],
    });
    tell('credentials/authorizeCheck', { status: 200, body: { SAD: 'leave' } });
    tell('signatures/signHash', await signs(heard));
    expect(await signAt(3)).toEqual(ok('issued'));
    expect(asked('signatures/signHash')[0]?.fields).toMatchObject({
      SAD: 'leave',
      hashes: authorized?.fields.hashes,
      signAlgo: '1.2.840.113549.1.1.11',
    });
    expect(asked('credentials/authorizeCheck').map(({ fields }) => fields.handle)).toEqual(['h1', 'h2', 'h2']);
    expect(rooms.report()).toMatchObject({ verdict: 'valid' });
    expect(JSON.stringify(rooms.table.all())).not.toContain('leave');
  });

  test.each<[string, string[], Partial<Parameters<typeof developmentSigner>[0]>, ReturnType<typeof tokenOf>, object]>([
    [
      'RSA by its key alone',
      ['1.2.840.113549.1.1.1'],
      {},
      officerKey,
      { signAlgo: '1.2.840.113549.1.1.1', hashAlgorithmOID: '2.16.840.1.101.3.4.2.1' },
    ],
    [
      'RSASSA-PSS where it knows nothing else',
      ['1.2.840.113549.1.1.10'],
      { algorithm: 'RSASSA_PSS_SHA_256' },
      officerKey,
      { signAlgo: '1.2.840.113549.1.1.10', signAlgoParams: expect.stringMatching(/^MD/) },
    ],
    [
      'ECDSA in two numbers',
      ['1.2.840.10045.4.3.2'],
      { ecdsaEncoding: 'p1363' },
      tokenOf('Lê Văn C', 'ec'),
      { signAlgo: '1.2.840.10045.4.3.2' },
    ],
  ])('signs by %s', async (_, algo, how, key, asks) => {
    const { answer, tell, signs } = serviceOf(key, { algo, auth: { mode: 'explicit', objects: [] } });
    const { signAt, asked, report, heard } = await waiting(answer);
    tell('credentials/authorize', { status: 202, body: { handle: 'h1' } });
    await signAt(0);
    tell('credentials/authorizeCheck', { status: 200, body: { SAD: 'leave' } });
    tell('signatures/signHash', await signs(heard, how));
    expect(await signAt(1)).toEqual(ok('issued'));
    expect(asked('signatures/signHash')[0]?.fields).toMatchObject(asks);
    expect(report()).toMatchObject({ verdict: 'valid' });
  });
});

describe('a service that', () => {
  test('says 400 of what its owner still has is asked again; one that forgot the order is given it again', async () => {
    const { answer, tell } = serviceOf(officerKey, { offer: later, auth: { mode: 'oauth2code' } });
    const { signAt, asked } = await waiting(answer);
    const taken = (responseID: string) => ({ status: 200, body: { responseID } });
    const no = (error: string, text: string) => ({ status: 400, body: { error, error_description: text } });
    tell('signatures/signHash', taken('r1'), taken('r2'));
    await signAt(0);
    tell('signatures/signPolling', no('invalid_request', 'the processing has not yet been completed'));
    expect(await signAt(1)).toEqual(ok(ASKED_AGAIN));
    expect(asked('signatures/signHash')).toHaveLength(1);
    tell('signatures/signPolling', no('invalid_request', 'Invalid parameter requestID'));
    expect(await signAt(2)).toEqual(ok(ASKED_AGAIN));
    expect(asked('signatures/signHash').map(({ fields }) => fields.operationMode)).toEqual(['A', 'A']);
    tell('signatures/signPolling', { status: 202, body: {} });
    await signAt(3);
    expect(asked('signatures/signPolling').at(-1)?.fields.requestID).toBe('r2');
  });

  test('does not answer is asked later, and one whose answer to an order was lost is given it again after the lease', async () => {
    const { answer, tell } = serviceOf(officerKey, { offer: later, auth: { mode: 'oauth2code' } });
    const { signAt, asked, sign, resultId } = await waiting(answer);
    tell('info', 'silence');
    const waits = { ok: false, failure: { kind: 'temporarily_unavailable' } };
    expect(await signAt(0)).toMatchObject(waits);
    tell('signatures/signHash', 'silence');
    expect(await signAt(1)).toMatchObject(waits);
    expect(await sign(resultId, 'v1', NOON + minute + ORDER_LEASE_MS - 1)).toMatchObject(waits);
    expect(asked('signatures/signHash')).toHaveLength(1);
    tell('signatures/signHash', { status: 200, body: { responseID: 'r1' } });
    expect(await sign(resultId, 'v1', NOON + minute + ORDER_LEASE_MS)).toEqual(ok(ASKED_AGAIN));
    expect(asked('signatures/signHash')).toHaveLength(2);
  });

  test('is given an order again by one alone of those who find it lost, and not again within the lease', async () => {
    const { answer, tell } = serviceOf(officerKey, { offer: later, auth: { mode: 'oauth2code' } });
    const { signAt, asked, sign, resultId, entry } = await waiting(answer);
    tell('signatures/signHash', 'silence', 'silence', 'silence');
    await signAt(0);
    const [again, lease] = [NOON + ORDER_LEASE_MS, ORDER_LEASE_MS];
    await Promise.all([sign(resultId, 'v1', again), sign(resultId, 'v1', again)]);
    expect(asked('signatures/signHash')).toHaveLength(2);
    await sign(resultId, 'v1', again + lease - 1);
    expect(asked('signatures/signHash')).toHaveLength(2);
    await sign(resultId, 'v1', again + lease);
    expect(asked('signatures/signHash')).toHaveLength(3);
    tell('signatures/signHash', { status: 200, body: { responseID: 'r1' } });
    expect(await sign(resultId, 'v1', again + 2 * lease)).toEqual(ok(ASKED_AGAIN));
    expect((await entry()).given.map(({ handle }) => handle)).toEqual(['again', 'again', 'again', 'signature:r1']);
  });

  test('no longer knows a token is asked for another one, once', async () => {
    const { answer, tell } = serviceOf(officerKey, { offer: later, auth: { mode: 'oauth2code' } });
    const { signAt, asked } = await waiting(answer);
    tell('oauth2/token', { status: 200, body: { access_token: 'old', expires_in: 3600 } });
    tell('signatures/signHash', { status: 401 }, { status: 200, body: { responseID: 'r1' } });
    expect(await signAt(0)).toEqual(ok(ASKED_AGAIN));
    expect(asked('signatures/signHash').map(({ authorization }) => authorization)).toEqual([
      'Bearer old',
      'Bearer token-1',
    ]);
    tell('signatures/signPolling', { status: 401 }, { status: 401 });
    expect(await signAt(1)).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });
  });

  test('names another host for its tokens has that called as what is public alone', async () => {
    const { answer } = serviceOf(officerKey, { offer: { ...later, oauth2: 'https://login.example.vn/csc/v2/' } });
    const { signAt, elsewhere } = await waiting(answer);
    await signAt(0);
    expect(elsewhere).toEqual(['https://login.example.vn/csc/v2/oauth2/token']);
  });

  test.each([
    ['expired', 'certificate_expired'],
    ['revoked', 'certificate_revoked'],
    ['suspended', 'certificate_revoked'],
  ])('calls its certificate %s is not signed at: %s', async (status, reason) => {
    const { answer } = serviceOf(officerKey, { offer: later, cert: { status } });
    const { signAt, officer } = await waiting(answer);
    expect(await signAt(0)).toEqual(ok('refused:signer_refused'));
    expect(await officer()).toMatchObject({ state: 'refused', reason });
  });

  test('still has an order when the certificate ends, or is revoked, is not asked about it any more', async () => {
    const ending = tokenOf('Trần Thị B', 'rsa', { notAfter: new Date(NOON + 30 * minute) });
    const told = { status: 'valid' };
    for (const [key, status, reason] of [
      [ending, 'valid', 'certificate_expired'],
      [officerKey, 'revoked', 'certificate_revoked'],
    ] as const) {
      told.status = 'valid';
      const { answer, tell } = serviceOf(key, { offer: later, auth: { mode: 'oauth2code' }, cert: told });
      const { signAt, officer, asked } = await waiting(answer);
      tell('signatures/signHash', { status: 200, body: { responseID: 'r1' } });
      tell('signatures/signPolling', { status: 202 });
      expect(await signAt(20)).toEqual(ok(ASKED_AGAIN));
      told.status = status;
      expect(await signAt(31)).toEqual(ok('refused:signer_refused'));
      expect(await officer()).toMatchObject({ state: 'refused', reason });
      expect(asked('signatures/signPolling')).toHaveLength(1);
    }
  });

  test('named what it is asked by as often as is kept is not asked any more', async () => {
    const { answer } = serviceOf(officerKey, { offer: later, auth: { mode: 'oauth2code' } });
    const { signAt, officer, asked, ports, resultId } = await waiting(answer);
    const order = { role: 'officer', uploadVersionId: 'v1', turn: 0, order: 'a'.repeat(64) };
    for (let n = 0; n < MAX_GIVEN; n += 1)
      await ports.registry.record(
        resultId,
        { kind: 'signature_given', ...order, n, handle: `signature:${n}`, givenAt: NOON },
        { recordedBy: 'system', requestId: 'r4' },
      );
    expect(await signAt(0)).toEqual(ok('refused:signer_refused'));
    expect(await officer()).toMatchObject({ state: 'refused', reason: 'declined' });
    expect(asked('signatures/signHash')).toEqual([]);
  });

  test('refuses its client or the PIN stops for an operator, who is told its code and nothing else of it', async () => {
    for (const [method, error] of [
      ['oauth2/token', 'invalid_client'],
      ['credentials/authorize', 'invalid_authentication_data'],
    ] as const) {
      const { answer, tell } = serviceOf(officerKey);
      const { signAt, asked } = await waiting(answer, '123456');
      tell(method, { status: 400, body: { error, error_description: 'PIN 123456 is wrong' } });
      const stopped = await signAt(0);
      expect(stopped).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });
      expect(JSON.stringify(stopped)).toContain(error);
      expect(JSON.stringify(stopped)).not.toContain('123456');
      expect(asked(method)).toHaveLength(1);
    }
  });

  test('signs by another certificate than was set up is not asked to sign', async () => {
    const { answer } = serviceOf(officerKey, { offer: later });
    const { signAt, signerRows, asked } = await waiting(answer);
    await signerRows.put({ ...REMOTE_OFFICER, certificatePem: tokenOf('Trần Thị B').certificatePem });
    expect(await signAt(0)).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });
    expect(asked('signatures/signHash')).toEqual([]);
  });
});

describe('the service of the sandbox', () => {
  test('lets in who was given a token within two hours, and nobody else', async () => {
    const { post, clock } = played();
    const form = 'application/x-www-form-urlencoded';
    const client = 'grant_type=client_credentials&client_id=a&client_secret=b';
    expect(await post('oauth2/token', form, 'grant_type=client_credentials&client_id=a')).toMatchObject({
      status: 400,
      json: { error: 'invalid_client' },
    });
    const { json } = await post('oauth2/token', form, client);
    const bearer = `Bearer ${(json as { access_token: string }).access_token}`;
    const ask = (authorization?: string) =>
      post('credentials/info', 'application/json', '{"credentialID":"A-1"}', authorization);
    expect(await ask(bearer)).toMatchObject({ status: 200, json: { key: { status: 'enabled' } } });
    for (const wrong of [undefined, `${bearer}x`, 'Bearer ']) expect(await ask(wrong)).toMatchObject({ status: 401 });
    clock.now += 120 * minute;
    expect(await ask(bearer)).toMatchObject({ status: 401 });
  });

  test('chooses by address what an owner does, and refuses what it does not know', async () => {
    const { post } = played();
    const choose = (outcome: string) => post('A-1/outcome', 'application/json', JSON.stringify({ outcome }));
    expect(await choose('slow')).toMatchObject({ status: 200, json: { outcome: 'slow' } });
    expect(await choose('perhaps')).toMatchObject({ problem: { kind: 'invalid_input' } });
    expect(await post('A_1/outcome', 'application/json', '{"outcome":"slow"}')).toMatchObject({ status: 401 });
    expect(await post('info', 'application/json', 'no JSON')).toMatchObject({ json: { error: 'invalid_request' } });
  });
});

test('what a service has comes again ever later, and nobody is told of it; all else is as it was', async () => {
  const sent: number[] = [];
  const now = { ms: NOON };
  const settle = comingAgain({ again: async (_, seconds) => void sent.push(seconds) }, () => now.ms);
  const event = { id: 'e1', type: 'result.issue_requested', at: NOON, data: {} } as never;
  const fields = { requestId: 'r1', aggregate: 'res_1' };
  for (const minutes of [0, 30, 300, 6000]) {
    now.ms = NOON + minutes * minute;
    expect(await settle(event, ok(ASKED_AGAIN), fields)).toEqual(ok(ASKED_AGAIN));
  }
  expect(sent).toEqual([15, 45, 450, 600]);
  expect(sent).toEqual([0, 30, 300, 6000].map((minutes) => askedAgainAfter(minutes * minute)));
  await settle(event, ok('waiting'), fields);
  expect(sent).toHaveLength(4);
});
