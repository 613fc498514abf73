import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { figuresApiContract, figuresEventHeardContract, figuresRule } from '../../functions/figures/contract.ts';
import { consumeEvents, tickOnSchedule } from '../constructs/events.ts';
import { givenQueue, givenSecret, givenTable, givenValue } from '../constructs/given.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { Surroundings } from '../surroundings.ts';

/** The time for a batch of ten: each is a conditional put, or a page of heads and a read for each of them. */
const HEAR_SECONDS = 60;

/** Every night at 03:00 in Viet Nam, behind the rebuild, which tells again what was lost. */
const NIGHTLY = Schedule.expression('cron(0 20 * * ? *)');

/** The time for a count: as long as the gateway waits for it. */
const COUNT_SECONDS = 29;

/** What agencies did, in figures: rows kept by what is announced, counted when somebody asks. */
export class Figures extends Construct {
  constructor(scope: Construct, { settings, data, alarms, frontDoor }: Surroundings) {
    super(scope, 'Figures');
    const { stage } = settings;
    const figuresTable = givenTable(data.tables.figures);

    const api = new ServiceFunction(this, 'figuresApi', {
      handler: 'figures/handlers/figures-api',
      contract: figuresApiContract,
      give: {
        figuresTable,
        installationTable: givenTable(data.tables.installation),
        pepper: givenSecret(data.pepper),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
      },
      timeoutSeconds: COUNT_SECONDS,
      memoryMb: 1024, // a year of a province is counted in memory
      stage,
      alarms,
    });
    frontDoor.lead(figuresApiContract.routes, api);

    const events = new WorkQueue(this, 'FiguresEventHeard', {
      alarms,
      consumerTimeoutSeconds: HEAR_SECONDS,
      runbook: 'figures',
    });
    const eventHeard = new ServiceFunction(this, 'figuresEventHeard', {
      handler: 'figures/handlers/event-heard',
      contract: figuresEventHeardContract,
      give: {
        figuresTable,
        dossiersTable: givenTable(data.tables.dossiers),
        paymentsTable: givenTable(data.tables.payments),
        notificationsTable: givenTable(data.tables.notifications),
        eventQueue: givenQueue(events.queue),
      },
      timeoutSeconds: HEAR_SECONDS,
      runbook: 'figures',
      stage,
      alarms,
    });
    consumeEvents(this, 'Hears', {
      bus: data.bus,
      queue: events,
      types: figuresRule,
      consumer: eventHeard,
      maxConcurrency: 20,
    });
    tickOnSchedule(this, 'Recount', NIGHTLY, events);
  }
}
