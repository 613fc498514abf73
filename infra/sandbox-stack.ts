import { Stack, type StackProps } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { trustServicesContract } from '../functions/results/contract.ts';
import { sandboxContract, sandboxReceiptsContract } from '../functions/sandbox/contract.ts';
import { CARRIERS } from '../shared/kernel/message-carriers.ts';
import { Alarms } from './constructs/alarms.ts';
import { CapabilityTable } from './constructs/capability-table.ts';
import { givenItems, givenQueue, givenSecret, givenSecretsUnder, givenTable, givenValue } from './constructs/given.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import type { DataStack } from './data-stack.ts';
import type { ServiceStack } from './service-stack.ts';
import { type Settings, sandboxName, trustServicesName } from './settings.ts';
import { carrierSecretsPrefix, merchantSecretsPrefix } from './surroundings.ts';

/** The time for a batch of receipts: each is a call that is waited for four seconds. */
const RECEIPT_SECONDS = 30;

/**
 * Fake money, phone, mailbox and certificate authority, for every stage but production. It is told the API's address, so it comes after the
 * service stack; that stack in turn knows the sandbox only by its name (its routes lead to the function), so that neither waits for the other and one API serves everything. What has a fixed
 * name here may be thrown away at any time.
 */
export class SandboxStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    data: DataStack,
    service: ServiceStack,
    props: StackProps,
  ) {
    super(scope, id, props);
    const { stage } = settings;
    const alarms = new Alarms(this, 'Alarms', stage);
    const table = new CapabilityTable(this, 'Outbox', { stage, tableName: sandboxName(stage) });
    const receipts = new WorkQueue(this, 'SandboxReceipts', { alarms, consumerTimeoutSeconds: RECEIPT_SECONDS });
    const receiptDue = new ServiceFunction(this, 'sandboxReceipts', {
      handler: 'sandbox/handlers/receipt-due',
      contract: sandboxReceiptsContract,
      give: {},
      timeoutSeconds: RECEIPT_SECONDS,
      stage,
      alarms,
    });
    receipts.feeds(receiptDue, 5);
    const sandbox = new ServiceFunction(this, 'sandbox', {
      handler: 'sandbox/handlers/sandbox',
      contract: sandboxContract,
      give: {
        sandboxTable: givenTable(table),
        paymentsTable: givenTable(data.tables.payments),
        notificationsTable: givenItems(data.tables.notifications, 'CAR#', CARRIERS),
        publicOrigin: givenValue(service.frontDoor.publicOrigin),
        receiptQueue: givenQueue(receipts.queue),
        carrierSecrets: givenSecretsUnder(this, carrierSecretsPrefix(settings)),
        merchantSecrets: givenSecretsUnder(this, merchantSecretsPrefix(settings)),
      },
      functionName: sandboxName(stage),
      timeoutSeconds: 29, // it calls webhooks and waits for their answers, as long as the gateway waits for it
      stage,
      alarms,
    });
    const trustServices = new ServiceFunction(this, 'trustServices', {
      handler: 'results/handlers/trust-services',
      contract: trustServicesContract,
      give: {
        pkiAuthority: givenSecret(data.pkiAuthority),
        sandboxTable: givenItems(table, 'TSA#', 'CSC#'),
        publicOrigin: givenValue(service.frontDoor.publicOrigin),
      },
      functionName: trustServicesName(stage),
      timeoutSeconds: 20, // an authority that is late answers after ten
      stage,
      alarms,
    });
    for (const called of [sandbox, trustServices])
      called.addPermission('FrontDoor', {
        principal: new ServicePrincipal('apigateway.amazonaws.com'),
        sourceArn: service.frontDoor.api.arnForExecuteApi(),
      });
  }
}
