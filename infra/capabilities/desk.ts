import { Construct } from 'constructs';
import { approvalsApiContract } from '../../functions/desk/contract.ts';
import { givenItems, givenQueue, givenTable, givenValue } from '../constructs/given.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { Surroundings } from '../surroundings.ts';

/** What people do who work on what several capabilities know; it calls their use cases. */
export class Desk extends Construct {
  constructor(scope: Construct, { settings, data, alarms, frontDoor }: Surroundings, refunds: WorkQueue) {
    super(scope, 'Desk');
    const { stage } = settings;
    const { dossiers, payments, installation } = data.tables;
    const approvals = new ServiceFunction(this, 'approvalsApi', {
      handler: 'desk/handlers/approvals-api',
      contract: approvalsApiContract,
      give: {
        paymentsTable: givenTable(payments),
        dossiersTable: givenTable(dossiers),
        calendar: givenItems(dossiers, 'CAL#', 'CALENDAR', 'CONFLICT#CAL#'),
        installationTable: givenTable(installation),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
        refundQueue: givenQueue(refunds.queue),
      },
      stage,
      alarms,
    });
    frontDoor.lead(approvalsApiContract.routes, approvals);
  }
}
