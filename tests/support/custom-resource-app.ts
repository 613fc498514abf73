import { App, CustomResource, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

/** A stack with one custom resource, whose function does as the context `conduct` says. */
const app = new App();
const conduct = String(app.node.tryGetContext('conduct'));

const answer = (status: string, reason: string) => `
exports.handler = async (event) => {
  const { StackId, RequestId, LogicalResourceId } = event;
  const answer = { Status: '${status}', Reason: '${reason}', PhysicalResourceId: 'thing', StackId, RequestId, LogicalResourceId };
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(answer) });
};`;

const codes: Readonly<Record<string, string>> = {
  succeeds: answer('SUCCESS', ''),
  refuses: answer('FAILED', 'the key is not there'),
  exits: 'process.exit(3);',
};

const stack = new Stack(app, `motcua-${conduct}`);
const { functionArn } = new LambdaFunction(stack, 'Function', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromInline(codes[conduct] ?? ''),
});
new CustomResource(stack, 'Thing', { serviceToken: functionArn, resourceType: 'Custom::Thing' });
