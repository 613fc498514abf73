import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type AlarmWords, alarmEvents } from '../../shared/kernel/alarms.ts';
import { type Failure, failurePolicy, isAlarming } from '../../shared/kernel/failures.ts';
import { alarmsOf, resources, templatesOf } from './templates.ts';

const production = templatesOf('production');
const trial = templatesOf('test');

/** The texts of what functions run, but for the dictionary of alarms itself. */
const sources = () =>
  globSync('{functions,shared}/**/*.ts')
    .filter((path) => path !== 'shared/kernel/alarms.ts')
    .map((path) => readFileSync(path, 'utf8'));

test("every alarm's description links to a section that the runbook has", () => {
  const runbook = readFileSync('docs/runbook.md', 'utf8');
  for (const [name, { Properties }] of alarmsOf(production)) {
    const anchor = /runbook\.md#([\w-]+)/.exec(String(Properties.AlarmDescription))?.[1];
    expect(anchor, name).toBeDefined();
    expect(runbook, name).toContain(`<a id="${anchor}"></a>`);
  }
});

const watching = (service: string, metric: string) =>
  alarmsOf(production).filter(
    ([, { Properties }]) =>
      Properties.MetricName === metric && JSON.stringify(Properties.Dimensions).includes(`"Value":"${service}"`),
  );

test.each(Object.entries<AlarmWords>(alarmEvents))(
  '%s, whichever function of the stage counts it, is heard by one alarm that reaches people and names its section',
  (event, { says, runbook, periods }) => {
    expect(watching('motcua-production', event).map(([, { Properties }]) => Properties)).toMatchObject([
      {
        Namespace: 'motcua',
        Dimensions: [{ Name: 'service', Value: 'motcua-production' }],
        Statistic: 'Sum',
        Period: 300,
        Threshold: 1,
        EvaluationPeriods: periods ?? 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [expect.anything()],
        AlarmDescription: `${says} See docs/runbook.md#${runbook}`,
      },
    ]);
  },
);

test.each([
  ['production', [production.service]],
  ['test', [trial.service, trial.sandbox ?? trial.service]],
] as const)('every function of %s counts what a person is told of where those alarms listen', (stage, templates) => {
  for (const template of templates) {
    const ours = resources(template, 'AWS::Lambda::Function').filter(([name]) => !/framework|LogRetention/.test(name));
    expect(ours.length).toBeGreaterThan(1);
    for (const [name, { Properties }] of ours)
      expect(Properties.Environment, name).toMatchObject({ Variables: { ALARM_SERVICE_NAME: `motcua-${stage}` } });
  }
});

test('every event that has an alarm is written by some function, and failures by their policy', () => {
  const written = sources().join('\n');
  for (const event of Object.keys(alarmEvents)) {
    const byPolicy = event in failurePolicy && isAlarming(event as Failure['kind']);
    expect(byPolicy || written.includes(`'${event}'`), event).toBe(true);
  }
});
