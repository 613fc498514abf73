import { ArnFormat, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnQueuePolicy, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

const EVENTS = 'events.amazonaws.com';

/** So much of a stack's name is in the names that CloudFormation gives to what is in it. */
const NAME_KEPT = 20;

/**
 * A queue that is spoken to by TLS alone, and sent to by the roles that may and by the rules of its stack's stage. All queues of a stack
 * are under one policy: one for each, as the library makes them, would be a tenth of the 500 resources that a stack holds.
 */
export class PrivateQueue extends Queue {
  readonly #policy: CfnQueuePolicy;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id, { ...props, encryption: QueueEncryption.SQS_MANAGED });
    this.#policy = policyOf(Stack.of(this));
    this.#policy.queues = [...this.#policy.queues, this.queueUrl];
  }

  /** What a rule's target asks for is in the stack's policy; anything else is refused. */
  override addToResourcePolicy(statement: PolicyStatement) {
    const { Principal: principal } = statement.toStatementJson() as { readonly Principal?: unknown };
    const asking = JSON.stringify(Stack.of(this).resolve(principal));
    if (asking !== JSON.stringify({ Service: EVENTS }))
      throw new Error(`the policy of all queues does not let ${asking} in`);
    return { statementAdded: true, policyDependable: this.#policy };
  }
}

function policyOf(stack: Stack): CfnQueuePolicy {
  const id = 'QueuePolicy';
  const known = stack.node.tryFindChild(id);
  if (known instanceof CfnQueuePolicy) return known;
  const rules = stack.formatArn({
    service: 'events',
    resource: 'rule',
    resourceName: `*${stack.stackName.slice(0, NAME_KEPT)}*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  const policyDocument = new PolicyDocument({
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sqs:*'],
        resources: ['*'],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      new PolicyStatement({
        principals: [new ServicePrincipal(EVENTS)],
        actions: ['sqs:SendMessage'],
        resources: ['*'],
        conditions: { ArnLike: { 'aws:SourceArn': rules } },
      }),
    ],
  });
  return new CfnQueuePolicy(stack, id, { queues: [], policyDocument });
}
