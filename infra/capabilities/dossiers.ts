import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import {
  deadlineSweepContract,
  dossierFormsContract,
  dossiersApiContract,
  dossiersEventHeardContract,
  dossiersFactsRecordedContract,
  dossiersHears,
  dossiersTableRestoredContract,
} from '../../functions/dossiers/contract.ts';
import { callOnSchedule, consumeEvents } from '../constructs/events.ts';
import { consumeFacts, foldTimeoutSeconds, refoldQueue } from '../constructs/fact-stream.ts';
import { givenBus, givenQueue, givenSecret, givenTable, givenValue } from '../constructs/given.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { Surroundings } from '../surroundings.ts';

/** The time for a batch of ten events: each is a read and a conditional put. */
const HEAR_SECONDS = 30;

/** The dossier, its clocks and the deadline sweep. */
export class Dossiers extends Construct {
  readonly refold: WorkQueue;

  constructor(scope: Construct, { settings, data, alarms, frontDoor }: Surroundings) {
    super(scope, 'Dossiers');
    const { stage } = settings;
    const dossiersTable = givenTable(data.tables.dossiers);
    const erasuresTable = givenTable(data.erasures);
    const pepper = givenSecret(data.pepper);

    const api = new ServiceFunction(this, 'dossiersApi', {
      handler: 'dossiers/handlers/dossiers-api',
      contract: dossiersApiContract,
      give: {
        dossiersTable,
        erasuresTable,
        installationTable: givenTable(data.tables.installation),
        pepper,
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
      },
      stage,
      alarms,
    });
    frontDoor.lead(dossiersApiContract.routes, api);

    const forms = new ServiceFunction(this, 'dossierForms', {
      handler: 'dossiers/handlers/dossier-forms',
      contract: dossierFormsContract,
      give: {
        dossiersTable,
        installationTable: givenTable(data.tables.installation),
        pepper,
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
      },
      memoryMb: 1769, // one whole processor: cutting fonts down is its work
      stage,
      alarms,
    });
    frontDoor.lead(dossierFormsContract.routes, forms);

    const eventHeard = new ServiceFunction(this, 'dossiersEventHeard', {
      handler: 'dossiers/handlers/dossiers-event-heard',
      contract: dossiersEventHeardContract,
      give: { dossiersTable },
      timeoutSeconds: HEAR_SECONDS,
      stage,
      alarms,
    });
    consumeEvents(this, 'Hears', {
      bus: data.bus,
      queue: new WorkQueue(this, 'DossiersEventHeard', { alarms, consumerTimeoutSeconds: HEAR_SECONDS }),
      types: dossiersHears,
      consumer: eventHeard,
      maxConcurrency: 20,
    });

    this.refold = refoldQueue(this, 'Dossiers', alarms);
    const factsRecorded = new ServiceFunction(this, 'dossiersFactsRecorded', {
      handler: 'dossiers/handlers/facts-recorded',
      contract: dossiersFactsRecordedContract,
      give: { dossiersTable, bus: givenBus(data.bus), refoldQueue: givenQueue(this.refold.queue), pepper },
      timeoutSeconds: foldTimeoutSeconds,
      runbook: 'stream-failing',
      stage,
      alarms,
    });
    consumeFacts(this, 'Dossiers', {
      table: data.tables.dossiers,
      refold: this.refold,
      consumer: factsRecorded,
      alarms,
    });

    new ServiceFunction(this, 'dossiersTableRestored', {
      handler: 'dossiers/handlers/table-restored',
      contract: dossiersTableRestoredContract,
      give: { dossiersTable, erasuresTable },
      timeoutSeconds: 900, // an operator's call: it goes through the whole log
      stage,
      alarms,
    });

    const sweep = new ServiceFunction(this, 'deadlineSweep', {
      handler: 'dossiers/handlers/deadline-sweep',
      contract: deadlineSweepContract,
      give: { dossiersTable, stage: givenValue(stage) },
      timeoutSeconds: 50, // done before the next minute's
      runbook: 'sweep',
      stage,
      alarms,
    });
    callOnSchedule(this, 'DeadlineSweep', Schedule.expression('rate(1 minute)'), {
      callee: sweep,
      retries: 0, // the next minute reads all that is due
      alarms,
      runbook: 'sweep',
    });
    alarms.add('DeadlineSweepMissing', {
      metric: sweep.metricInvocations({ statistic: 'Sum' }),
      atMost: 0,
      silenceIsFault: true,
      says: 'The deadline sweep has not run for five minutes.',
      runbook: 'sweep',
    });
  }
}
