import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseSignedData } from '../../../functions/results/pades/cms/parse.ts';
import { encodingOf } from '../../../functions/results/pades/der/decode.ts';
import { oids } from '../../../functions/results/pades/der/object-identifiers.ts';
import { pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { inTemporaryFolder, judged, objections, openssl, run } from '../../support/pades/oracles.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';
import { playedTimestamping } from '../../support/timestamping.ts';

const SIGNED = NOON + 90_000;

/** A result that was issued with its first authority down, and the root of both authorities. */
const stampedResult = async () => {
  const { house, ready, sign, storedFile } = resultsHouse();
  const { timestamping, set, root } = playedTimestamping(['first', 'second'], () => SIGNED);
  house.timestamping = timestamping;
  set('first', 'replay');
  const resultId = await ready(simplePdf());
  expect(await sign(resultId)).toEqual({ ok: true, value: 'issued' });
  const seal = house.signers.agency!;
  if (!seal.ok) throw new Error('no seal');
  return { pdf: Buffer.from(storedFile(resultId)!.pdf), root: root.certificate, seal: seal.value };
};

judged(
  'openssl finds the stamp of an issued result over the seal’s value, by the second authority, and pdfsig the seal valid',
  async () => {
    const { pdf, root, seal } = await stampedResult();
    const at = new Date(SIGNED);
    expect(objections(pdf, { root: seal.roots[0]!, at, signatures: 1, timestamps: 0 })).toEqual([]);
    const hex = /\/Contents\s*<([0-9A-F]+)>/.exec(pdf.toString('latin1'))?.[1] ?? '';
    const { signature, unsignedAttributes } = parseSignedData(Buffer.from(hex, 'hex'), true);
    const token = encodingOf(unsignedAttributes.get(oids.signatureTimeStampToken)!);
    inTemporaryFolder((folder) => {
      const put = (name: string, bytes: Uint8Array | string) => {
        writeFileSync(join(folder, name), bytes);
        return join(folder, name);
      };
      const roots = put('roots.pem', pemOf('CERTIFICATE', root));
      const stamp = ['-in', put('token', token), '-token_in'];
      const verify = ['ts', '-verify', ...stamp, '-CAfile', roots, '-attime', String(SIGNED / 1000)];
      expect(run('openssl', [...verify, '-data', put('value', signature)])).toMatchObject({ code: 0 });
      expect(run('openssl', [...verify, '-data', put('other', 'khác')]).code).not.toBe(0);
      expect(openssl(['ts', '-reply', ...stamp, '-text'])).toContain('Nov 19 02:01:30 2026 GMT');
    });
  },
);
