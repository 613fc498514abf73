import type { Table } from '../../../shared/platform/ledger/table.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { MERCHANT, must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';
import { peers } from './peers.ts';

/** What is kept where a first request comes to, by the names of tables and secrets, and the requests themselves. */
export interface Beginning {
  readonly tables: Readonly<Record<string, Table>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Events of the gateway by the name of the function or peer, each with what its answer must contain. */
  readonly requests: Readonly<Record<string, { readonly event: object; readonly answer: string }>>;
}

/** The pepper of the houses of tests. */
const PEPPER = 'a pepper for tests, 32 characters or more';

const gatewayEvent = (httpMethod: string, path: string, more: object): object => ({
  httpMethod,
  path,
  resource: path,
  headers: {},
  pathParameters: {},
  body: '',
  requestContext: { requestId: 'first', identity: { sourceIp: '203.0.113.9' } },
  ...more,
});

/** A fee with an attempt whose callback comes first, and a dossier whose link is opened first. */
export const beginning = async (): Promise<Beginning> => {
  const payments = await readyHouse();
  const { attempt } = await payments.attempted();
  const { query } = signedNotice(noticeFields(attempt));
  const dossiers = dossierHouse();
  await dossiers.setUp('H26.10', { name: 'UBND phường Hoàn Kiếm' });
  await dossiers.register();
  await dossiers.tell('accepted', '2026-11-16 09:40');
  const { citizenUrl } = must(await dossiers.read());
  const ofPeer = { event: { body: '{"id":"x","amount":1}' }, answer: '"statusCode":200' };
  return {
    tables: {
      'the-payments_table': payments.table,
      'the-dossiers_table': dossiers.table,
      'the-installation_table': dossiers.installation,
    },
    secrets: { ...Object.fromEntries(payments.secrets.texts), 'the-pepper_secret_id': PEPPER },
    requests: {
      ...Object.fromEntries(Object.keys(peers).map((name) => [name, ofPeer])),
      'payments/provider-webhook': {
        event: gatewayEvent('GET', `/webhooks/payments/vnpay/${MERCHANT}`, {
          multiValueQueryStringParameters: query,
          pathParameters: { provider: 'vnpay', merchant: MERCHANT },
        }),
        answer: 'Confirm Success',
      },
      'web/citizen-pages': { event: gatewayEvent('GET', new URL(citizenUrl).pathname, {}), answer: CODE },
    },
  };
};
