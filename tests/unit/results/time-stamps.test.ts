import { describe, expect, test } from 'vitest';
import { viewOf } from '../../../functions/results/domain/view.ts';
import { triedAgainAfter, WAITS_LONG_MS } from '../../../functions/results/domain/waiting.ts';
import { comingAgain } from '../../../functions/results/handlers/signing-again.ts';
import { readTimestampToken } from '../../../functions/results/pades/tsp/timestamp-token.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { timestampBy } from '../../../functions/results/usecases/stamp-signature.ts';
import type { HeardEvent } from '../../../shared/kernel/events.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { logged } from '../../support/logged.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';
import { laterSigner } from '../../support/signers.ts';
import { type PlayedOutcome, playedTimestamping } from '../../support/timestamping.ts';

const SIGNED = NOON + 90_000;

/** A result whose upload was asked for, and two authorities. */
const stamping = async () => {
  const rooms = resultsHouse();
  const clock = { now: SIGNED };
  const played = playedTimestamping(['first', 'second'], () => clock.now);
  rooms.house.timestamping = played.timestamping;
  const resultId = await rooms.ready(simplePdf());
  const entry = async () => (await rooms.ports.registry.read(resultId))!;
  const report = (now = SIGNED) => {
    const seal = rooms.house.signers.agency!;
    const roots = [...(seal.ok ? seal.value.roots : []), played.root.certificate];
    return verifyPdf(rooms.storedFile(resultId)!.pdf, { roots, now: new Date(now) });
  };
  return { ...rooms, ...played, clock, resultId, entry, report };
};

const waits = {
  ok: false,
  failure: { kind: 'temporarily_unavailable', detail: 'no time-stamp authority answers rightly' },
};

const stampedBy = (token: Uint8Array): string =>
  readTimestampToken(token, () => Buffer.alloc(0)).signed.signerCertificate?.subjectText ?? '';

describe('at issue', () => {
  test('the seal is stamped by the first authority: B-T, with who signed and when', async () => {
    const { sign, resultId, entry, report, asked, failures } = await stamping();
    expect(await sign(resultId)).toEqual({ ok: true, value: 'issued' });
    expect(report()).toMatchObject({ verdict: 'valid', level: 'B-T', coversWholeFile: true });
    expect(report().signatures).toMatchObject([{ provenTime: new Date(SIGNED) }]);
    expect([asked, failures]).toEqual([['first'], []]);
    const view = viewOf(await entry(), 'https://a.example');
    const { sha256, bytes } = (await entry()).current!;
    expect(view).toMatchObject({
      state: 'issued',
      level: 'B-T',
      versions: [{ sha256, bytes, level: 'B-T', at: '2026-11-19T09:01:30+07:00' }],
      signatures: [
        { role: 'agency', state: 'signed', signer: 'Dấu Sở Tư pháp', signedAt: '2026-11-19T09:01:30+07:00' },
      ],
    });
  });

  test.each<[PlayedOutcome, string]>([
    ['down', 'timestamp_invalid: response is not DER'],
    ['late', 'timestamp_invalid: response is not DER'],
    ['replay', 'timestamp_invalid: timestamp_imprint_mismatch'],
    ['rejects', 'timestamp_rejected: status 2'],
    ['untrusted', 'timestamp_invalid: '],
    ['skewed', 'timestamp_clock_skew: 2026-11-19T02:06:31.000Z'],
    ['large', 'token_too_large'],
  ])('where the first is %s the second stamps, and the first is told of', async (outcome, reason) => {
    const { sign, resultId, set, asked, failures, report } = await stamping();
    set('first', outcome);
    expect(await sign(resultId)).toEqual({ ok: true, value: 'issued' });
    expect(asked).toEqual(['first', 'second']);
    expect(failures).toEqual([['first', expect.stringContaining(reason)]]);
    expect(report()).toMatchObject({ verdict: 'valid', level: 'B-T' });
  });

  test('where none answers rightly nothing is stored, and with the first that is back it is issued by the signature that was made', async () => {
    const { sign, resultId, set, entry, puts, report, clock } = await stamping();
    set('first', 'down');
    set('second', 'replay');
    expect(await sign(resultId)).toEqual(waits);
    expect(await sign(resultId, 'v1', SIGNED + 20_000)).toEqual(waits);
    expect(puts).toEqual([]);
    expect(viewOf(await entry(), '')).toMatchObject({
      state: 'signing',
      versions: [],
      signatures: [{ role: 'agency', state: 'signed' }],
    });
    set('second', 'up');
    clock.now = SIGNED + 40_000;
    expect(await sign(resultId, 'v1', clock.now)).toEqual({ ok: true, value: 'issued' });
    expect((await entry()).made).toHaveLength(1);
    expect(report(clock.now).signatures).toMatchObject([
      { provenTime: new Date(clock.now), claimedTime: new Date(SIGNED), level: 'B-T' },
    ]);
  });

  test('where every authority was ended it waits: B-B is for installations that never had one', async () => {
    const { house, sign, resultId, timestamping } = await stamping();
    house.timestamping = { ...timestamping, authorities: [] };
    expect(await sign(resultId)).toEqual(waits);
    house.timestamping = undefined;
    expect(await sign(resultId, 'v1', SIGNED + 200_000)).toEqual({ ok: true, value: 'issued' });
  });

  test('killed between any two calls and done again: one file is stored, at B-T, and it is the registered one', async () => {
    for (let killAt = 1; ; killAt += 1) {
      const { house, ports, sign, resultId, puts, firstKey, storedFile, entry } = await stamping();
      let steps = 0;
      const step = (name: string) => {
        steps += 1;
        if (steps === killAt) throw new Error(`killed at ${name}`);
      };
      house.onCall = step;
      const { authorities, ...rest } = house.timestamping!;
      house.timestamping = {
        ...rest,
        authorities: authorities.map(({ name, request }) => ({
          name,
          async request(der) {
            step(`asks ${name}`);
            const answer = await request(der);
            step(`${name} answered`);
            return answer;
          },
        })),
      };
      const killed = await sign(resultId).then(
        () => false,
        () => true,
      );
      house.onCall = undefined;
      steps = Number.NEGATIVE_INFINITY;
      expect(await sign(resultId, 'v1', SIGNED + 200_000)).toMatchObject({ ok: true });
      expect(puts).toEqual([firstKey(resultId)]);
      expect((await entry()).issued).toMatchObject({
        level: 'B-T',
        sha256: ports.sha256(storedFile(resultId)!.pdf),
      });
      if (!killed) return;
    }
  });
});

describe('with a person before the seal', () => {
  const officerFirst = async () => {
    const rooms = await stamping();
    const officer = laterSigner('Nguyễn Văn A');
    rooms.house.plan = {
      signatures: [
        { role: 'officer', field: 'Officer' },
        { role: 'agency', field: 'AgencySeal' },
      ],
    };
    rooms.house.signers.officer = ok(officer.signer);
    const { resultId } = await rooms.open('k2');
    rooms.upload(resultId, simplePdf());
    await rooms.ask(resultId);
    return { ...rooms, officer, resultId };
  };

  test('the stamp over the person’s signature stands, so that the seal’s is made once over the same bytes', async () => {
    const { officer, sign, resultId, house, ports, clock, set } = await officerFirst();
    expect(await sign(resultId)).toEqual({ ok: true, value: 'waiting' });
    await officer.sign();
    house.onCall = (name) => {
      if (name === 'store file') throw new Error('killed');
    };
    await expect(sign(resultId, 'v1', SIGNED + 100_000)).rejects.toThrow('killed');
    house.onCall = undefined;
    set('first', 'down');
    clock.now = SIGNED + 200_000;
    expect(await sign(resultId, 'v1', clock.now)).toEqual({ ok: true, value: 'issued' });
    const entry = (await ports.registry.read(resultId))!;
    expect(entry.made.map(({ role }) => role).sort()).toEqual(['agency', 'officer']);
    expect(entry.stamped).toMatchObject([{ role: 'officer' }]);
    expect(stampedBy(Buffer.from(entry.stamped[0]!.token, 'base64'))).toContain('Dấu thời gian first');
    expect(viewOf(entry, '').signatures).toMatchObject([
      { role: 'officer', signer: 'Nguyễn Văn A', signedAt: '2026-11-19T09:01:30+07:00' },
      { role: 'agency', signer: 'Dấu Sở Tư pháp', signedAt: '2026-11-19T09:04:50+07:00' },
    ]);
    expect(officer.begun).toHaveLength(1);
  });
});

test('of a stamp the largest token can be bounded', async () => {
  const { timestamping, failures } = playedTimestamping(['first'], () => NOON);
  expect(await timestampBy(timestamping, Buffer.from('x'), NOON, 100)).toEqual(waits);
  expect(failures).toEqual([['first', 'token_too_large']]);
});

describe('what waits', () => {
  const event = { id: 'e', type: 'result.issue_requested', at: NOON, data: {} } as unknown as HeardEvent;
  const fields = { requestId: 'r', aggregate: 'res_1' };
  const after = async (waitedMs: number, done: Parameters<ReturnType<typeof comingAgain>>[1]) => {
    const sent: (readonly [HeardEvent, number])[] = [];
    const later = { again: async (again: HeardEvent, seconds: number) => void sent.push([again, seconds]) };
    const lines = await logged(async () => {
      expect(await comingAgain(later, () => NOON + waitedMs)(event, done, fields)).toBeDefined();
    });
    return { sent, lines: lines.map(({ message }) => message).filter((message) => message !== undefined) };
  };
  const unavailable = fail({ kind: 'temporarily_unavailable' as const, detail: 'd' });

  test('is tried again ever later, within a minute however long it has waited', () => {
    expect([0, 60_000, 100_000, 240_000, 9e9].map(triedAgainAfter)).toEqual([15, 15, 25, 60, 60]);
  });

  test('comes again by its queue, and a person is told after a quarter of an hour', async () => {
    expect(await after(0, unavailable)).toEqual({ sent: [[event, 15]], lines: ['result_not_signed'] });
    expect(await after(WAITS_LONG_MS - 1, unavailable)).toMatchObject({ lines: ['result_not_signed'] });
    expect(await after(WAITS_LONG_MS, unavailable)).toMatchObject({
      sent: [[event, 60]],
      lines: ['result_not_signed', 'signing_waits'],
    });
  });

  test('is nothing that is done, and no fault that an operator has to mend', async () => {
    expect((await after(0, ok('issued'))).sent).toEqual([]);
    expect((await after(0, fail({ kind: 'not_configured', detail: 'd' }))).sent).toEqual([]);
  });
});
