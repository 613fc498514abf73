import { expect, test } from 'vitest';
import { embedSignature } from '../../functions/results/pades/sign/embed.ts';
import { type PreparedSignature, prepareSignature } from '../../functions/results/pades/sign/prepare.ts';
import { verifyPdf } from '../../functions/results/pades/verify/verify-pdf.ts';
import type { SignatureOrder, Signer, SignerAnswer } from '../../functions/results/ports.ts';
import { simplePdf } from './pdf-samples.ts';

/** What an implementation brings to the suite of signers. */
export interface SignerHarness {
  /** A fresh signer whose certificate is good at `now`. */
  readonly make: () => Promise<{
    readonly signer: Signer;
    /** Lets whoever signs later sign all that waits; nothing where it signs at once. */
    readonly settle: () => Promise<void>;
  }>;
  readonly now: number;
}

const planned = { role: 'agency', field: 'AgencySeal' };
const order = (reference: string, { digestToSign: digest }: PreparedSignature) => ({
  reference: reference.repeat(64).slice(0, 64),
  resultId: 'res_1' as const,
  planned,
  digest,
});

/** The order as it is asked about after an answer: by what that says. */
const askedBy = (order: SignatureOrder, answer: SignerAnswer | undefined): SignatureOrder =>
  answer?.state === 'waiting' && answer.handle !== undefined ? { ...order, handle: answer.handle } : order;

const signedValue = (answer: SignerAnswer | { state: 'unknown' }): Uint8Array => {
  if (answer.state !== 'signed') throw new Error(`it is ${answer.state}`);
  return answer.value;
};

/** What every signer must do, whether it signs at once or answers later. */
export const signerSuite = ({ make, now }: SignerHarness): void => {
  const prepared = (pdf: Uint8Array, { identity }: Signer): PreparedSignature => {
    const request = { field: planned.field, signingTime: new Date(now), fileId: Buffer.alloc(16, 7) };
    const outcome = prepareSignature(pdf, request, identity);
    if (!outcome.ok) throw new Error(outcome.refusal.detail);
    return outcome.value;
  };

  /** The answer once there is one: given at once, or asked for after everybody has signed. */
  const answered = async (signer: Signer, settle: () => Promise<void>, of: ReturnType<typeof order>) => {
    const first = await signer.begin(of);
    if (first.state !== 'waiting') return first;
    const asked = askedBy(of, first);
    expect(await signer.answer(asked)).toEqual({ state: 'waiting' });
    await settle();
    return signer.answer(asked);
  };

  test('an order that was never given is unknown', async () => {
    const { signer } = await make();
    expect(await signer.answer(order('a', prepared(simplePdf(), signer)))).toEqual({ state: 'unknown' });
  });

  test('its answer makes the file valid under its roots, by the certificate that it shows', async () => {
    const { signer, settle } = await make();
    const pdf = simplePdf();
    const before = prepared(pdf, signer);
    const value = signedValue(await answered(signer, settle, order('b', before)));
    const signed = embedSignature(pdf, before, value);
    const report = verifyPdf(signed.ok ? signed.value.pdf : pdf, { roots: signer.roots, now: new Date(now) });
    expect(report).toMatchObject({ verdict: 'valid', coversWholeFile: true, level: 'B-B' });
    expect(report.signatures[0]?.signer).toContain(signer.name);
    expect(signer.name).not.toBe('');
    expect(signer.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the same order again gets the same answer, or is unknown to whoever keeps none and may be given again', async () => {
    const { signer, settle } = await make();
    const pdf = simplePdf();
    const before = prepared(pdf, signer);
    const given = order('c', before);
    const value = signedValue(await answered(signer, settle, given));
    const kept = await signer.answer(given);
    if (kept.state !== 'unknown') expect(kept).toEqual({ state: 'signed', value });
    const again = await signer.begin(given);
    expect(embedSignature(pdf, before, signedValue(again)).ok).toBe(true);
  });

  test('orders at the same moment are kept apart', async () => {
    const { signer, settle } = await make();
    const files = ['one', 'two', 'three'].map((text) => simplePdf(text));
    const all = files.map((pdf, index) => {
      const before = prepared(pdf, signer);
      return { pdf, before, given: order(String(index), before) };
    });
    const answers = await Promise.all(all.map(({ given }) => signer.begin(given)));
    await settle();
    for (const [index, { pdf, before, given }] of all.entries()) {
      const first = answers[index];
      const answer = first?.state === 'waiting' || !first ? await signer.answer(askedBy(given, first)) : first;
      expect(embedSignature(pdf, before, signedValue(answer)).ok).toBe(true);
    }
  });
};
