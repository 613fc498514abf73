import { describe, expect, test } from 'vitest';
import { ASKED_AGAIN } from '../../../functions/results/domain/waiting.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { later, officerKey, played, serviceOf, waiting } from '../../support/remote-signing.ts';
import { tokenOf } from '../../support/signer-set-up.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const taken = (responseID: string) => ({ status: 200, body: { responseID } });
const underway = { status: 202 };
const forgot = { status: 400, body: { error: 'invalid_request', error_description: 'Invalid parameter requestID' } };

/** A service that answers later and shows what it is told of its certificate. */
const laterService = (cert: object = {}) => serviceOf(officerKey, { offer: later, auth: { mode: 'oauth2code' }, cert });

describe('a service that answers twice', () => {
  test('two who ask at once, each time otherwise: the first value that is recorded is in the file', async () => {
    const { answer, choose } = played();
    await choose('NVA-01', 'slow');
    const { signAt, entry, asked, puts, storedFile, resultId, report } = await waiting(answer);
    await signAt(0);
    await choose('NVA-01', 'approve');
    const both = await Promise.all([signAt(5), signAt(5)]);
    expect(asked('signatures/signPolling')).toHaveLength(3);
    expect(both).toContainEqual(ok('issued'));
    for (const outcome of both) if (!outcome.ok) expect(outcome.failure.kind).toBe('temporarily_unavailable');
    const { made } = await entry();
    expect(made.map(({ role }) => role).sort()).toEqual(['agency', 'officer']);
    const value = made.find(({ role }) => role === 'officer')?.value ?? '';
    const file = Buffer.from(storedFile(resultId)!.pdf).toString('latin1');
    expect(file).toContain(Buffer.from(value, 'base64').toString('hex').toUpperCase());
    expect(puts).toHaveLength(1);
    expect(report()).toMatchObject({ verdict: 'valid', coversWholeFile: true });
  });

  test('with two values to one question is taken at its first', async () => {
    const { answer, tell, signs } = laterService();
    const { signAt, heard, report } = await waiting(answer);
    tell('signatures/signHash', taken('r1'));
    tell('signatures/signPolling', underway);
    await signAt(0);
    const { signatures } = (await signs(heard)).body;
    tell('signatures/signPolling', { status: 200, body: { signatures: [...signatures, base64(Buffer.alloc(256))] } });
    expect(await signAt(1)).toEqual(ok('issued'));
    expect(report()).toMatchObject({ verdict: 'valid' });
  });

  test('since the answer to the first order was lost is asked about the second alone', async () => {
    const { answer, tell, signs } = laterService();
    const { signAt, heard, asked, entry, puts } = await waiting(answer);
    tell('signatures/signHash', 'silence', taken('r2'));
    tell('signatures/signPolling', underway);
    await signAt(0);
    expect(await signAt(2)).toEqual(ok(ASKED_AGAIN));
    tell('signatures/signPolling', await signs(heard));
    expect(await signAt(3)).toEqual(ok('issued'));
    expect(asked('signatures/signPolling').map(({ fields }) => fields.requestID)).toEqual(['r2', 'r2']);
    expect((await entry()).made).toHaveLength(2);
    expect(puts).toHaveLength(1);
  });

  test('by one name for an order that it forgot and was given again is given it no third time', async () => {
    const { answer, tell } = laterService();
    const { signAt, asked, entry } = await waiting(answer);
    tell('signatures/signHash', taken('r1'), taken('r1'));
    tell('signatures/signPolling', underway, forgot, underway, underway, underway);
    for (const at of [0, 2, 4, 6]) expect(await signAt(at)).toEqual(ok(ASKED_AGAIN));
    expect(asked('signatures/signHash')).toHaveLength(2);
    expect((await entry()).given.map(({ handle }) => handle)).toEqual(['signature:r1', 'again', 'signature:r1']);
  });
});

describe('a service whose certificate is another one while its owner has the order', () => {
  const renewed = tokenOf('Trần Thị B');

  test.each<[string, ReturnType<typeof tokenOf>, string, string, string | undefined]>([
    ['is right by the key that was asked', officerKey, 'issued', 'signed', undefined],
    ['is refused by the other key', renewed, 'refused:signer_refused', 'refused', 'wrong_key'],
  ])('%s', async (_, { privateKey }, outcome, state, reason) => {
    const told: { certificates?: string[] } = {};
    const { answer, tell, signs } = laterService(told);
    const { signAt, heard, officer, puts, asked } = await waiting(answer);
    tell('signatures/signHash', taken('r1'));
    tell('signatures/signPolling', underway);
    expect(await signAt(0)).toEqual(ok(ASKED_AGAIN));
    told.certificates = [base64(renewed.certificate)];
    tell('signatures/signPolling', await signs(heard, { privateKey }));
    expect(await signAt(10)).toEqual(ok(outcome));
    expect(asked('credentials/info')).toHaveLength(2);
    const signature = await officer();
    expect([signature?.state, signature?.reason]).toEqual([state, reason]);
    expect(puts).toHaveLength(state === 'signed' ? 1 : 0);
  });
});

describe('an officer who has signed, with a time stamp, before the seal could', () => {
  /** The officer's signature is made and stamped, the seal is not there yet. */
  const halfSigned = async (told: object = {}) => {
    const { answer, tell, signs } = laterService(told);
    const rooms = await waiting(answer);
    rooms.stamped();
    const { ports, signAt, heard } = rooms;
    tell('signatures/signHash', taken('r1'));
    tell('signatures/signPolling', underway);
    await signAt(0);
    tell('signatures/signPolling', await signs(heard));
    const { status } = ports.dossiers;
    ports.dossiers.status = async () => Promise.reject(new Error('the dossiers are away'));
    await expect(signAt(1)).rejects.toThrow('the dossiers are away');
    ports.dossiers.status = status;
    const { made, stamped } = await rooms.entry();
    expect([made.length, stamped.length]).toEqual([1, 1]);
    return { ...rooms, tell };
  };

  test('stays who signed when the certificate is revoked afterwards: the seal follows', async () => {
    const told: { status?: string } = {};
    const { signAt, report, officer, asked } = await halfSigned(told);
    told.status = 'revoked';
    expect(await signAt(10)).toEqual(ok('issued'));
    expect(report()).toMatchObject({ verdict: 'valid', level: 'B-T', coversWholeFile: true });
    expect(await officer()).toMatchObject({ state: 'signed' });
    expect([asked('signatures/signHash').length, asked('signatures/signPolling').length]).toEqual([1, 2]);
  });

  test('is no longer asked about where the service has ended the credential; one that is silent is waited for', async () => {
    const { signAt, report, tell } = await halfSigned();
    tell('credentials/info', 'silence', { status: 400, body: { error: 'invalid_request' } });
    expect(await signAt(10)).toMatchObject({ ok: false, failure: { kind: 'temporarily_unavailable' } });
    expect(await signAt(11)).toEqual(ok('issued'));
    expect(report()).toMatchObject({ verdict: 'valid', level: 'B-T', coversWholeFile: true });
  });

  test('is needed: a credential that is ended before they have signed stops for an operator', async () => {
    const { answer, tell } = laterService();
    const { signAt, officer } = await waiting(answer);
    tell('signatures/signHash', taken('r1'));
    tell('signatures/signPolling', underway);
    await signAt(0);
    tell('credentials/info', { status: 400, body: { error: 'invalid_request' } });
    expect(await signAt(10)).toMatchObject({ ok: false, failure: { kind: 'not_configured' } });
    expect(await officer()).toMatchObject({ state: 'asked' });
  });
});
