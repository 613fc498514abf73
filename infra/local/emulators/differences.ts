import type { EmulatorName } from './emulator.ts';

/** Where an emulator behaves unlike AWS, and what motcua does about it without `functions/` knowing. */
export interface Difference {
  readonly emulator: Exclude<EmulatorName, 'external'>;
  readonly what: string;
  readonly wayRound: string;
}

/** Every known difference that concerns motcua. Measured on MiniStack 1.5.33 and LocalStack 2026.3.0. */
export const differences: readonly Difference[] = [
  {
    emulator: 'ministack',
    what: 'A stream consumer that reports batchItemFailures is taken for successful, and the records are lost.',
    wayRound:
      'Stream handlers throw, which is right on AWS too; poison is parked in code. tests/contract/emulator/streams.',
  },
  {
    emulator: 'ministack',
    what: 'A stream mapping ignores its retry count, bisecting and on-failure destination.',
    wayRound: 'A short maximum record age; the templates are asserted in tests/infra.',
  },
  {
    emulator: 'ministack',
    what: 'After a restart a stream keeps its position but not its records, and skips as many of the next ones.',
    wayRound: 'npm start makes every stream mapping anew and invokes rebuild (stream-mappings.ts).',
  },
  {
    emulator: 'ministack',
    what: 'CloudFormation passes over DynamoDB time to live, reserved concurrency and Object Lock rules.',
    wayRound: 'Set by API after each deploy, as the templates say (ministack-properties.ts).',
  },
  {
    emulator: 'ministack',
    what: 'One unsupported resource type (WAF association, event bus archive, composite alarm, SES template, ...) refuses the whole template.',
    wayRound: 'Such resources are left out of the stage "local".',
  },
  {
    emulator: 'ministack',
    what: 'cdk bootstrap beside an app synthesizes that app, without its bundles.',
    wayRound: 'Bootstrap runs in an empty folder with the account and Region named (deploy.ts).',
  },
  {
    emulator: 'ministack',
    what: 'Above its concurrency cap it answers 429 or 504 at once.',
    wayRound: 'The front door holds back what is above two thirds of the cap (front-door.ts).',
  },
  {
    emulator: 'ministack',
    what: 'The API has no size limit.',
    wayRound: 'The front door answers 413 above 10 MB.',
  },
  {
    emulator: 'ministack',
    what: 'Binary media types "*/*" cover no message that names no type: an answer stays base64 where nothing is accepted, and broken UTF-8 in a body without Content-Type becomes U+FFFD.',
    wayRound:
      'The front door asks for application/octet-stream whatever the caller accepts; what reads a body asks for its type. tests/contract/emulator/rest-api.',
  },
  {
    emulator: 'ministack',
    what: 'State is saved on SIGTERM only, and SIGTERM hangs while a custom resource is pending.',
    wayRound:
      'TERM, ten seconds, KILL (processes.ts); what is deployed is remembered inside the state (deployment-record.ts).',
  },
  {
    emulator: 'ministack',
    what: 'StartMessageMoveTask is missing.',
    wayRound: 'Tests that redrive a dead-letter queue move its messages themselves (tests/support/plumbing.ts).',
  },
  {
    emulator: 'ministack',
    what: 'The event of a failed schedule or rule target is not retried or dead-lettered.',
    wayRound: 'Retry policies and dead-letter queues of targets are asserted in tests/infra.',
  },
  {
    emulator: 'localstack',
    what: 'Lambda, custom resources and DynamoDB need Docker containers or downloads.',
    wayRound: 'Without Docker, infra/local/localstack runs them as processes.',
  },
  {
    emulator: 'localstack',
    what: 'EventBridge Scheduler never fires.',
    wayRound: 'Schedules are EventBridge rules, which do. tests/contract/emulator/events.',
  },
  {
    emulator: 'localstack',
    what: 'SQS writes JSON bodies anew on their way to Lambda.',
    wayRound: 'Nothing signs or hashes the text of a queue body.',
  },
  {
    emulator: 'localstack',
    what: 'A wildcard among binary media types matches nothing, so that an answer of bytes stays base64.',
    wayRound:
      'The stage "local" names application/octet-stream beside it, and the front door asks for that. tests/contract/emulator/rest-api.',
  },
  {
    emulator: 'localstack',
    what: 'A form is read and written anew on its way: escapes that are not UTF-8 arrive as plain text, and a form with such bytes arrives empty. Other bodies arrive as they came.',
    wayRound: 'What is refused of forms is shown in tests/unit/platform; nothing signs over the bytes of a form.',
  },
  {
    emulator: 'localstack',
    what: 'Nothing survives a restart.',
    wayRound: 'npm start deploys and fills it each time.',
  },
  {
    emulator: 'localstack',
    what: 'Templates of gateway responses are ignored, dashboards are no-ops, IAM and WAF are not enforced.',
    wayRound: 'Asserted in tests/infra.',
  },
];
