import { expect, test } from 'vitest';
import { citizenDesk, fee, form, issuedDocument, TOKEN } from '../../support/citizen-desk.ts';
import { alarmed } from '../../support/logged.ts';

test.each([
  ['pay', { paymentId: fee().paymentId }],
  ['result', { action: 'request' }],
  ['result', { action: 'redeem', code: '123456' }],
])(
  'what the installation is not set up for is told to a person, not to the citizen alone: %s',
  async (room, fields) => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    desk.documents = [issuedDocument()];
    desk.refusal = { kind: 'not_configured', detail: 'the merchant has no credentials' };
    const press = () => call('POST', `/t/${TOKEN}/${room}`, form(fields));
    expect(await alarmed(press)).toMatchObject([{ message: 'not_configured', requestId: 'request' }]);
    desk.refusal = { kind: 'temporarily_unavailable', detail: 'down' };
    expect(await alarmed(press)).toEqual([]);
  },
);
