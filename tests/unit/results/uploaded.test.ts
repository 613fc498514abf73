import { expect, test } from 'vitest';
import { plannedSigners } from '../../../functions/results/adapters/planned-signers.ts';
import { signersIn } from '../../../functions/results/adapters/table-signers.ts';
import type { SigningPlan } from '../../../functions/results/domain/signing-plan.ts';
import { viewOf } from '../../../functions/results/domain/view.ts';
import { createRootAuthority } from '../../../functions/results/pades/authority/certificate-authority.ts';
import { developmentSigner } from '../../../functions/results/pades/authority/development-signer.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';
import {
  OFFICER,
  OFFICER_SET_UP,
  OFFICER_TOKEN,
  signersRoot,
  signersRootPem,
  tokenOf,
} from '../../support/signer-set-up.ts';
import { memorySeal, noService } from '../../support/signers.ts';

type Token = ReturnType<typeof tokenOf>;

/** A file signed elsewhere, by a token, as another tool would do it. */
const signedBy = async (token: Token, base: Uint8Array, more: { field?: string; certify?: 2; lock?: boolean } = {}) => {
  const { privateKey, certificate } = token;
  const algorithm = 'RSASSA_PKCS1_V1_5_SHA_256';
  const request = { field: 'ChuKy1', signingTime: new Date(NOON), fileId: Buffer.alloc(16, 3), ...more };
  const signed = await signPdf(base, request, developmentSigner({ privateKey, certificate, chain: [], algorithm }));
  if (!signed.ok) throw new Error(signed.refusal.reason);
  return Buffer.from(signed.value.pdf);
};

/** A result whose officer signs before the upload; the seal follows unless told. */
const rooms = async (
  file: Uint8Array,
  seals: SigningPlan['signatures'] = [{ role: 'agency', field: 'AgencySeal' }],
) => {
  const made = resultsHouse();
  await made.ports.trust.putAnchors({ rootsPem: signersRootPem });
  const signerRows = signersIn(made.table);
  await signerRows.put({ signerId: OFFICER, ...OFFICER_SET_UP, by: 'upload' });
  const seal = memorySeal();
  const played = { signerOf: async () => ok(seal), by: async () => ok(seal) };
  const signers = plannedSigners({ seal: played, signerRows, trust: made.ports.trust, csc: noService });
  made.ports.signers.signerOf = (planned) => signers.signerOf(planned);
  made.house.plan = {
    signatures: [{ role: 'officer', field: 'Officer', signerId: OFFICER, by: 'upload' }, ...seals],
  };
  const resultId = await made.ready(file);
  const entry = async () => (await made.ports.registry.read(resultId))!;
  return { ...made, seal, resultId, entry };
};

test('a file that the officer signed with their own tool is kept byte for byte, and the seal goes behind it', async () => {
  const file = await signedBy(OFFICER_TOKEN, simplePdf());
  const { sign, resultId, storedFile, entry, seal } = await rooms(file);
  expect(await sign(resultId)).toEqual({ ok: true, value: 'issued' });
  const { pdf } = storedFile(resultId)!;
  expect(Buffer.from(pdf).subarray(0, file.length).equals(file)).toBe(true);
  const report = verifyPdf(pdf, { roots: [...seal.roots, signersRoot.certificate], now: new Date(NOON) });
  expect(report).toMatchObject({ verdict: 'valid', coversWholeFile: true });
  expect(report.signatures.map(({ field }) => field)).toEqual(['ChuKy1', 'AgencySeal']);
  expect(viewOf(await entry(), '').signatures).toMatchObject([
    { role: 'officer', by: 'upload', state: 'signed', signer: 'Nguyễn Văn A' },
    { role: 'agency', by: 'kms', state: 'signed', signer: 'Dấu Sở Tư pháp' },
  ]);
});

test('several who signed before are taken, as long as the one of the plan is among them', async () => {
  const file = await signedBy(OFFICER_TOKEN, await signedBy(tokenOf('Ký nháy'), simplePdf()), { field: 'ChuKy2' });
  const { sign, resultId } = await rooms(file);
  expect(await sign(resultId)).toEqual({ ok: true, value: 'issued' });
});

const strangeRoot = createRootAuthority({
  subject: { commonName: 'Gốc lạ', country: 'VN' },
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2046-01-01T00:00:00Z'),
});

/** What was signed, with a byte of its page changed afterwards. */
const altered = async () => {
  const file = await signedBy(OFFICER_TOKEN, simplePdf('So tien 100'));
  file.write('9', file.indexOf('So tien 100') + 8, 'latin1');
  return file;
};
/** What was signed, with an update behind it that nobody signed: an object that nothing shows. */
const behind = async () => {
  const file = await signedBy(OFFICER_TOKEN, simplePdf());
  const text = file.toString('latin1');
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1];
  const size = Number([...text.matchAll(/\/Size (\d+)/g)].at(-1)?.[1]);
  const object = `${size} 0 obj\n(x)\nendobj\n`;
  const section = `xref\n${size} 1\n${String(file.length).padStart(10, '0')} 00000 n \n`;
  const trailer = `trailer\n<< /Size ${size + 1} /Root 1 0 R /Prev ${before} >>\n`;
  const end = `startxref\n${file.length + object.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(object + section + trailer + end, 'latin1')]);
};

test.each([
  ['bears none', async () => simplePdf(), 'signature_missing'],
  [
    'is signed below an authority that nobody trusts',
    () => signedBy(tokenOf('A', 'rsa', {}, strangeRoot), simplePdf()),
    'signature_untrusted',
  ],
  ['is signed by somebody else', () => signedBy(tokenOf('Nguyễn Văn A'), simplePdf()), 'signer_differs'],
  ['was changed after it was signed', altered, 'signature_invalid'],
  ['has something behind its last signature', behind, 'signature_not_whole_file'],
] as const)('a file that %s is refused with its reason, and another upload goes on', async (_, fileOf, reason) => {
  const { sign, resultId, entry, puts, upload, ask } = await rooms(await fileOf());
  expect(await sign(resultId)).toEqual({ ok: true, value: `refused:${reason}` });
  expect(viewOf(await entry(), '')).toMatchObject({
    state: 'refused',
    refusal: { reason, detail: expect.stringMatching(/\S/) },
  });
  expect(puts).toEqual([]);
  upload(resultId, await signedBy(OFFICER_TOKEN, simplePdf()));
  await ask(resultId, NOON + 600_000);
  expect(await sign(resultId, 'v2', NOON + 700_000)).toEqual({ ok: true, value: 'issued' });
});

test('a file that came with its last signature is not taken for a dossier that was closed', async () => {
  const { house, sign, resultId, entry, puts } = await rooms(await signedBy(OFFICER_TOKEN, simplePdf()), []);
  house.status = 7;
  expect(await sign(resultId)).toEqual({ ok: true, value: 'refused:dossier_closed' });
  expect(await entry()).toMatchObject({ state: 'refused', made: [] });
  expect(puts).toEqual([]);
});

test('a signed file is refused where no role signs before the upload', async () => {
  const { ready, sign } = resultsHouse();
  const resultId = await ready(await signedBy(OFFICER_TOKEN, simplePdf()));
  expect(await sign(resultId)).toEqual({ ok: true, value: 'refused:already_signed' });
});
