import { describe, expect, test } from 'vitest';
import { StrangerLimits } from '../../shared/kernel/stranger-limits.ts';
import { productionContext, settingsFor } from '../support/settings.ts';
import { policies, templatesOf } from './templates.ts';

type Properties = Readonly<Record<string, unknown>>;
const production = templatesOf('production');
const resources = (template: { toJSON(): unknown }, type: string): readonly (readonly [string, Properties])[] =>
  Object.entries(
    (template.toJSON() as { Resources: Record<string, { Type: string; Properties: Properties }> }).Resources,
  )
    .filter(([, { Type }]) => Type === type)
    .map(([name, { Properties }]) => [name, Properties]);

/** By its name, with the folder where that is not the whole bucket. */
const thingOf = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  const thing =
    /(Dossiers|Payments|Notifications|Results|Installation|Webhooks|Figures|Uploads)(Table|Bucket|DataKey)|(AttemptReturned|ResultQueued)Queue|Pepper|merchants/.exec(
      text,
    )?.[0];
  const folder = /"\/(\w+\/)\*"/.exec(text)?.[1];
  return `${thing ?? text}${folder === undefined ? '' : ` ${folder}`}`;
};

/** What a function may do: each action with the table or thing it is allowed on and the keys that it is bound to. */
const grantsOf = (name: string): readonly string[] =>
  policies(production.service)
    .flatMap(([id, granted]) => (id.startsWith(`Web${name}Role`) ? granted : []))
    .flatMap(({ Action, Resource, Condition }) => {
      const things = [Resource].flat().map(thingOf);
      const keys = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
      const bound = keys === undefined ? '' : ` ${[keys].flat()}`;
      return [Action].flat().flatMap((action) => things.map((thing) => `${action} ${thing}${bound}`));
    })
    .filter((grant, at, all) => !grant.startsWith('logs:') && all.indexOf(grant) === at)
    .sort();

const reads = (table: string) => [`dynamodb:GetItem ${table}Table`, `dynamodb:Query ${table}Table`];
const pepper = 'secretsmanager:GetSecretValue Pepper';

describe('what the functions of the pages may do, and nothing more', () => {
  test.each([
    [
      'CitizenPages',
      [
        ...reads('Dossiers'),
        ...reads('Payments'),
        ...reads('Results'),
        ...reads('Figures').map((grant) => `${grant} PUB#*,MONTH*`),
        'dynamodb:GetItem InstallationTable',
        pepper,
      ],
    ],
    [
      'LookUp',
      [
        'dynamodb:Query DossiersTable',
        'dynamodb:GetItem ResultsTable TRY#*',
        'dynamodb:PutItem ResultsTable TRY#*',
        pepper,
      ],
    ],
    [
      'CitizenCheck',
      [
        ...reads('Results'),
        'dynamodb:PutItem ResultsTable CHECK#*,TRY#*',
        's3:ListBucket UploadsBucket',
        's3:PutObject UploadsBucket checks/',
        's3:GetObject UploadsBucket checks/',
        's3:GetObjectVersion UploadsBucket checks/',
        'sqs:SendMessage ResultQueuedQueue',
        pepper,
      ],
    ],
    [
      'CitizenPay',
      [
        ...reads('Dossiers'),
        ...reads('Payments'),
        'dynamodb:PutItem PaymentsTable',
        'dynamodb:GetItem InstallationTable',
        pepper,
        'secretsmanager:GetSecretValue merchants',
        'sqs:SendMessage AttemptReturnedQueue',
      ],
    ],
    [
      'CitizenResult',
      [
        ...reads('Dossiers'),
        ...reads('Payments'),
        ...reads('Results'),
        'dynamodb:ConditionCheckItem DossiersTable DOS#*,CONFLICT#DOS#*',
        'dynamodb:PutItem DossiersTable DOS#*,CONFLICT#DOS#*',
        'dynamodb:PutItem ResultsTable CODE#*,TRY#*,DOWN#*',
        'dynamodb:GetItem NotificationsTable HEARD#download_code:*,MSG#*',
        'dynamodb:PutItem NotificationsTable HEARD#download_code:*,MSG#*',
        's3:GetObject ResultsBucket',
        's3:GetObjectVersion ResultsBucket',
        'kms:Decrypt ResultsDataKey',
        pepper,
      ],
    ],
  ])('%s', (name, grants) => {
    expect(grantsOf(name)).toEqual([...grants].sort());
  });
});

describe('who asked', () => {
  test('is in the access log with address and user agent, and no path', () => {
    const [stage] = resources(production.service, 'AWS::ApiGateway::Stage');
    const { Format = '' } = (stage?.[1].AccessLogSetting as { readonly Format: string } | undefined) ?? {};
    const format = JSON.parse(Format) as Readonly<Record<string, string>>;
    expect(format).toMatchObject({
      requestId: '$context.requestId',
      source: '$context.identity.sourceIp',
      route: '$context.httpMethod $context.resourcePath',
      userAgent: '$context.identity.userAgent',
    });
    expect(Object.keys(format).at(-1)).toBe('userAgent');
    expect(Format).not.toMatch(/\$context\.(path|domain|customDomain)|\$input|querystring/i);
  });

  test('is in the log of the firewall, without paths, queries, keys and cookies', () => {
    const [logging] = resources(production.service, 'AWS::WAFv2::LoggingConfiguration').map(([, each]) => each);
    expect(JSON.stringify(logging?.RedactedFields)).toBe(
      JSON.stringify([
        { UriPath: {} },
        { QueryString: {} },
        ...['authorization', 'cookie', 'referer'].map((Name) => ({ SingleHeader: { Name } })),
      ]),
    );
    const logs = resources(production.service, 'AWS::Logs::LogGroup').filter(([, each]) =>
      /^aws-waf-logs-/.test(String(each.LogGroupName)),
    );
    expect(logs).toHaveLength(1);
    expect(JSON.stringify(logging?.LogDestinationConfigs)).toContain(`:log-group:`);
    for (const stage of ['test', 'local'] as const)
      expect(resources(templatesOf(stage).service, 'AWS::WAFv2::LoggingConfiguration')).toEqual([]);
  });
});

describe('settings', () => {
  test.each(['publicOrigin', 'certificateArn', 'alarmEmail'])(
    'production says in a sentence that it needs %s',
    (name) => {
      expect(() => settingsFor('production', { [name]: '' })).toThrow(`Production needs -c ${name}=`);
      expect(settingsFor('test', { [name]: '' })).toBeDefined();
    },
  );

  test('all that is missing is said at once; what is malformed is refused', () => {
    expect(() => settingsFor('production', { certificateArn: '', alarmEmail: '' })).toThrow(
      /certificateArn=.*\n.*alarmEmail=/,
    );
    for (const [name, text] of [
      ['certificateArn', 'certificate'],
      ['alarmEmail', 'nobody'],
      ['trustedProxies', 'cdn.example'],
    ] as const)
      expect(() => settingsFor('production', { [name]: text })).toThrow(`${name} must`);
  });

  test('alarms reach the address, and the API answers under its own name alone', () => {
    const { alarmEmail, publicOrigin, certificateArn } = productionContext;
    production.service.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: alarmEmail });
    production.service.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: new URL(publicOrigin).hostname,
      RegionalCertificateArn: certificateArn,
    });
    production.service.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
  });

  test('strangers’ limits are the stage’s, ten times as wide where suites try it; none is hidden in code', () => {
    const [narrow, wide] = [settingsFor('production').strangerLimits, settingsFor('test').strangerLimits];
    expect(wide.wrongDigits.perSource[0]?.atMost).toBe(10 * (narrow.wrongDigits.perSource[0]?.atMost ?? 0));
    for (const name of ['LookUp', 'CitizenResult', 'CitizenCheck']) {
      const [found] = resources(production.service, 'AWS::Lambda::Function').filter(([id]) =>
        new RegExp(`^Web${name}[0-9A-F]{8}$`).test(id),
      );
      const environment = found?.[1].Environment as
        | { readonly Variables: Readonly<Record<string, string>> }
        | undefined;
      expect(StrangerLimits.parse(JSON.parse(environment?.Variables.STRANGER_LIMITS ?? ''))).toEqual(narrow);
    }
  });

  test('forwarded addresses are believed of named proxies only, by every function before which they stand', () => {
    const variablesOf = (template: { toJSON(): unknown }) =>
      resources(template, 'AWS::Lambda::Function')
        .map(
          ([id, { Environment }]) => [id, (Environment as { Variables?: Record<string, string> })?.Variables] as const,
        )
        .filter(([id]) => /^Web(CitizenPages|LookUp|CitizenPay|CitizenResult|CitizenCheck)[0-9A-F]{8}$/.test(id))
        .map(([, variables]) => variables?.TRUSTED_PROXIES);
    expect(variablesOf(production.service)).toEqual(Array(5).fill(undefined));
    const behind = templatesOf('production', { trustedProxies: '10.0.0.0/8,2001:db8::/32' });
    expect(variablesOf(behind.service)).toEqual(Array(5).fill('10.0.0.0/8,2001:db8::/32'));
  });
});
