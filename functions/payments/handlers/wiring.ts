import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import type { ApiRequest } from '../../../shared/platform/http-request.ts';
import { dynamoTable } from '../../../shared/platform/ledger/dynamo-table.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { type Pepper, pepperFrom } from '../../../shared/platform/pepper.ts';
import { type SecretReader, secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { ledgerPayments } from '../adapters/ledger-payments.ts';
import { merchantsIn } from '../adapters/merchants.ts';
import { providersAt } from '../providers/registry.ts';

/** Tables in DynamoDB, all over one client. */
export const openTables = () => {
  const client = new DynamoDBClient(clientSettings());
  return (tableName: string): Table => dynamoTable(client, tableName);
};

/** The ports of the payments' use cases over their table, with the secrets that were read on the way. */
export const paymentPorts = (paymentsTable: Table, providersOrigin: string) => {
  const secrets = secretsManagerReader(systemClock);
  const providers = providersAt(providersOrigin);
  const merchants = merchantsIn(paymentsTable, secrets, providers, systemClock);
  return { ledger: ledgerPayments(paymentsTable, systemClock), merchants, providers, secrets };
};

/** The installation's pepper, read at the first call. Throws where it is missing. */
export const pepperIn =
  (secrets: SecretReader, secretId: string): (() => Promise<Pepper>) =>
  async () => {
    const secret = await secrets.read(secretId);
    if (secret === undefined) throw new Error('the pepper is missing');
    return pepperFrom(secret);
  };

/** The 26 characters that a creating `POST` of a caller is known by: the same key on the same path finds the first. */
export const postToken = (pepper: Pepper, route: string, path: string, key: string, { caller }: ApiRequest): string =>
  pepper.token('POST', route, path, caller.keyId, key);

/** Who records what a request says. */
export const authorOf = ({ caller, requestId }: ApiRequest) => ({ recordedBy: caller.keyId, requestId });
