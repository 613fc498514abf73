import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { emulatorConfig } from '../../support/emulator.ts';

/** A name that no other run or test uses. */
export function freshName(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}

type Resources = Readonly<Record<string, { Type: string; Properties?: unknown; DependsOn?: string | string[] }>>;

/** Deploys a few resources with CloudFormation and answers the outputs. */
export async function deployResources(
  Resources: Resources,
  outputs: Record<string, unknown>,
): Promise<Record<string, string>> {
  const client = new CloudFormationClient(emulatorConfig());
  const StackName = freshName('contract');
  const Outputs = Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }]));
  await client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify({ Resources, Outputs }),
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    }),
  );
  await waitUntilStackCreateComplete({ client, maxWaitTime: 90, minDelay: 1, maxDelay: 1 }, { StackName });
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  client.destroy();
  return Object.fromEntries(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue ?? '']),
  );
}

/** A function of a few lines with a role that may do anything, as template resources `<id>` and `<id>Role`. */
export function tinyFunction(id: string, code: string, environment: Record<string, unknown> = {}): Resources {
  return {
    [`${id}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'all',
            PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
          },
        ],
      },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Timeout: 5,
        MemorySize: 256,
        Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        Code: { ZipFile: code },
        Environment: { Variables: environment },
      },
    },
  };
}

/** Asks again until there is an answer. @throws Error naming what did not come in time. */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`${what} did not come within ${seconds} s`);
    await sleep(250);
  }
}
