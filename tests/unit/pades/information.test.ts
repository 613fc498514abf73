import { expect, test } from 'vitest';
import { dictionary, name, PdfReference } from '../../../functions/results/pades/pdf/objects.ts';
import { textString } from '../../../functions/results/pades/pdf/text-string.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, requestFor, signedTo } from '../../support/pades/scenario.ts';
import { updated } from '../../support/pades/tampering.ts';

const information = 4;
const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime });
const secondSignature = async (pdf: Uint8Array) =>
  valueOfOutcome(await signPdf(pdf, { ...requestFor(1), field: 'Thu2' }, signerOf(pki, 'p256'))).pdf;

test('the information of a file, written anew between two signatures as other tools do, is told and settles nothing', async () => {
  const first = await signedTo(makePdf(), { kind: 'p256' });
  const between = updated(first, (update) => {
    const written = { Title: textString('Quyết định 12'), Creator: textString('iText'), Trapped: name('False') };
    update.replace(new PdfReference(information, 0), dictionary(written));
  });
  const report = verify(await secondSignature(between));
  expect(report).toMatchObject({ verdict: 'valid' });
  expect(report.changes).toContainEqual({ kind: 'permitted', code: 'information_changed', subject: 'Title' });
});

test('an information that is an action as well may not change', async () => {
  const link = `/Annots[<</Subtype/Link/Rect[0 0 9 9]/A ${information} 0 R>>]`;
  const first = await signedTo(makePdf({ page: link }), { kind: 'p256' });
  const changed = updated(first, (update) => {
    update.replace(
      new PdfReference(information, 0),
      dictionary({ S: name('URI'), URI: textString('http://x.example') }),
    );
  });
  expect(verify(changed)).toMatchObject({ verdict: 'invalid' });
});

test('an information with more than text may not come', async () => {
  const first = await signedTo(makePdf(), { kind: 'p256' });
  const changed = updated(first, (update) => {
    update.replace(new PdfReference(information, 0), dictionary({ Title: new PdfReference(1, 0) }));
  });
  expect(verify(changed)).toMatchObject({ verdict: 'invalid' });
});
