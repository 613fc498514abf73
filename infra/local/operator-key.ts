import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { base32 } from '../../shared/kernel/ids.ts';
import { apiKeyItem, newApiKeySecret } from '../../shared/platform/api-keys.ts';
import { sdkConfig } from './emulators/sdk-config.ts';
import { homeFolder } from './folders.ts';
import { PlainError, runCommand } from './plain-error.ts';
import { readStack, stackFile } from './stack-file.ts';

/**
 * Writes an operator's key straight into the installation's table and answers it: the first key of an installation,
 * which the API cannot make because nobody may call it yet. Only the hash of its secret is stored.
 */
export async function createOperatorKey(
  dynamodb: DynamoDBClient,
  installationTable: string,
  label: string,
  kind: 'live' | 'test',
): Promise<string> {
  const keyId = `key_${base32(randomBytes(17)).slice(0, 26)}` as const;
  const { secret, secretHash } = newApiKeySecret();
  const item = apiKeyItem({ keyId, permission: 'operator', agencyCodes: [], kind, label, secretHash });
  await dynamodb.send(new PutItemCommand({ TableName: installationTable, Item: marshall(item) }));
  return `${keyId}.${secret}`;
}

async function main(): Promise<number> {
  const values = options();
  if (values.aws) {
    if (!values.table) {
      throw new PlainError('Name the table: npm run operator-key -- --aws --table <the output TableInstallation>.');
    }
    console.log(await createOperatorKey(new DynamoDBClient({}), values.table, values.label, 'live'));
    return 0;
  }
  const stack = await readStack(stackFile(homeFolder()));
  const table = values.table ?? stack?.outputs.TableInstallation;
  if (!stack || !table)
    throw new PlainError('No local stack is known: run "npm start" first, or say --aws --table NAME.');
  console.log(await createOperatorKey(new DynamoDBClient(sdkConfig(stack)), table, values.label, 'test'));
  return 0;
}

function options() {
  try {
    return parseArgs({
      options: { table: { type: 'string' }, label: { type: 'string', default: 'operator' }, aws: { type: 'boolean' } },
    }).values;
  } catch {
    throw new PlainError('Use: npm run operator-key -- [--label NAME] [--aws --table NAME]');
  }
}

if (import.meta.main) await runCommand(main);
