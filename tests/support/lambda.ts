import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { sdkConfig } from '../../infra/local/emulators/sdk-config.ts';
import { stack } from './deployed.ts';

const client = new LambdaClient(sdkConfig(stack));

/** Invokes a function of the stack by its handler's name and waits for its answer; a fault in it throws. */
export const invoke = async (name: string, payload: unknown): Promise<unknown> => {
  const FunctionName = stack.functions[name];
  if (!FunctionName) throw new Error(`the stack names no function ${name}`);
  const answer = await client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }));
  const text = Buffer.from(answer.Payload ?? []).toString('utf8');
  if (answer.FunctionError) throw new Error(`${name}: ${text}`);
  return text ? JSON.parse(text) : undefined;
};
