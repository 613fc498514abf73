import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { sdkConfig } from './emulators/sdk-config.ts';
import { homeFolder } from './folders.ts';
import { PlainError, runCommand } from './plain-error.ts';
import { readStack, stackFile } from './stack-file.ts';

const USE =
  'Use: npm run seal-request -- --common-name NAME [--organization NAME] [--organizational-unit NAME] [--locality NAME] [--country VN] [--organization-identifier ID] [--aws --function NAME]';

const Answer = z.object({ pem: z.string() });

/**
 * Prints a request for a certificate of the seal's key (PKCS #10), to be handed to the authority that is competent for the agency. The key
 * never leaves KMS and is used by one function alone, so that this has the function sign it.
 */
async function main(): Promise<number> {
  const { aws, function: named, ...subject } = options();
  if (!subject['common-name']) throw new PlainError(USE);
  if (aws && !named)
    throw new PlainError(
      'Name the function: npm run seal-request -- --aws --function <the output FunctionResultQueued>.',
    );
  const stack = aws ? undefined : await readStack(stackFile(homeFolder()));
  const name = named ?? stack?.functions.resultQueued;
  if (!name || !(aws || stack))
    throw new PlainError('No local stack is known: run "npm start" first, or say --aws --function NAME.');
  const client = new LambdaClient(stack ? sdkConfig(stack) : {});
  const sealRequest = {
    commonName: subject['common-name'],
    organization: subject.organization,
    organizationalUnit: subject['organizational-unit'],
    locality: subject.locality,
    country: subject.country,
    organizationIdentifier: subject['organization-identifier'],
  };
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify({ sealRequest })) }),
  );
  const text = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError) throw new PlainError(`The function refused: ${text.slice(0, 500)}`);
  process.stdout.write(Answer.parse(JSON.parse(text)).pem);
  return 0;
}

function options() {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({
      options: {
        'common-name': text,
        organization: text,
        'organizational-unit': text,
        locality: text,
        country: { type: 'string', default: 'VN' },
        'organization-identifier': text,
        aws: { type: 'boolean' },
        function: text,
      },
    }).values;
  } catch {
    throw new PlainError(USE);
  }
}

if (import.meta.main) await runCommand(main);
