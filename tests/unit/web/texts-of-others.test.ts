import { describe, expect, test } from 'vitest';
import { hashScript } from '../../../functions/web/pages/hash-script.ts';
import { citizenDesk, DOSSIER, fee, form, issuedDocument, TOKEN, VERIFICATION } from '../../support/citizen-desk.ts';

const page = `/t/${TOKEN}`;

describe('texts of others', () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='x()'>&`;

  test.each([page, `${page}/pay`, `${page}/result?step=code`, `/verify/${VERIFICATION}`, '/payments/return/vnpay/m'])(
    'on %s are text, whatever they hold',
    async (path) => {
      const { call, desk } = citizenDesk();
      desk.agency = { name: evil, phone: `024${evil}` };
      desk.dossier = { ...desk.dossier, procedureName: evil, applicantName: `${evil} ${evil}` };
      desk.fees = [fee({ items: [{ name: evil, amountVnd: 1 }] })];
      desk.documents = [issuedDocument({ documentNumber: evil, resultId: `res_${evil}` }), issuedDocument()];
      desk.returned = {
        told: 'failed',
        dossierCode: DOSSIER,
        reference: evil,
        amountVnd: 1,
        openedAt: desk.now,
        money: 'none',
        fee: fee(),
      };
      const { body } = await call('GET', path);
      expect(body).toContain('&lt;script&gt;');
      expect(body).not.toMatch(/<script|<img/i);
    },
  );

  test('what was typed comes back as text', async () => {
    const { call } = citizenDesk();
    const typed = encodeURIComponent(evil);
    for (const { body } of [
      await call('GET', `/?dossierCode=${typed}`),
      await call('GET', `/verify/${typed.replaceAll('%2F', '')}`),
      await call('POST', '/', form({ dossierCode: evil, lastDigits: evil })),
    ]) {
      expect(body).toContain('value="&quot;&gt;&lt;');
      expect(body.replace(`<script>${hashScript}</script>`, '')).not.toMatch(/<script|<img/i);
    }
  });
});
