import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { alarmsOf, policies, resources, templatesOf } from './templates.ts';

const production = templatesOf('production');
const trial = templatesOf('test');
const local = templatesOf('local');

const grantedTo = (role: string) =>
  policies(production.service).flatMap(([id, granted]) => (id.includes(role) ? granted : []));

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

describe('what a function may do', () => {
  test.each([
    ['data', production.data],
    ['service', production.service],
    ['sandbox', trial.sandbox],
  ])('%s: no statement allows every action or every resource', (_, template) => {
    const statements = policies(template ?? trial.service).flatMap(([name, granted]) =>
      granted.map((statement) => ({ name, statement })),
    );
    const wide = statements.filter(
      ({ statement }) =>
        list(statement.Resource).includes('*') || list(statement.Action).some((action) => action.includes('*')),
    );
    expect(wide.map(({ name, statement }) => `${name}: ${list(statement.Action)}`)).toEqual([]);
  });

  test("one function alone may sign, and no function may schedule a key's deletion", () => {
    const signers = policies(production.service).filter(([, granted]) => JSON.stringify(granted).includes('kms:Sign'));
    expect(signers.map(([name]) => name.replace(/[0-9A-F]{8}$/, ''))).toEqual(['ResultsResultQueuedRole']);
    const roles = resources(production.service, 'AWS::IAM::Role').filter(([, { Properties }]) => Properties.RoleName);
    expect(roles.map(([name]) => name.replace(/[0-9A-F]{8}$/, ''))).toEqual(['ResultsResultQueuedRole']);
    expect(JSON.stringify(production.service.toJSON())).not.toContain('kms:ScheduleKeyDeletion');
  });

  test('no function may delete or update what is kept, or loosen the lock on a result', () => {
    const granted = [production.service, trial.sandbox ?? trial.service].flatMap((template) =>
      policies(template).flatMap(([, statements]) => statements),
    );
    const loose = granted.filter(({ Action }) =>
      /dynamodb:(Delete|Update|BatchWrite)|s3:(Delete|PutObject(Retention|LegalHold|Acl)|Bypass)/.test(
        JSON.stringify(Action),
      ),
    );
    // What anybody uploaded to have it checked is promised to be gone within an hour.
    expect(loose.map(({ Action }) => Action)).toEqual(['s3:DeleteObjectVersion']);
    expect(JSON.stringify(loose[0]?.Resource)).toMatch(/"\/checks\/\*"/);
  });

  test("no secret stands in a function's environment", () => {
    for (const [name, { Properties }] of resources(production.service, 'AWS::Lambda::Function')) {
      const text = JSON.stringify(Properties.Environment ?? {});
      expect(text, name).not.toMatch(/resolve:secretsmanager|hashSecret|SecretString/);
    }
  });
});

describe('the gateway', () => {
  test.each([
    ['production', production, ['*/*']],
    ['a trial', trial, ['*/*']],
    // The emulators know a type by its name only.
    ['an emulator', local, ['*/*', 'application/octet-stream']],
  ] as const)('hands over and gives out bytes, in %s', (_, { service }, types) => {
    const [api] = resources(service, 'AWS::ApiGateway::RestApi');
    expect(api?.[1].Properties.BinaryMediaTypes).toEqual(types);
    const methods = resources(service, 'AWS::ApiGateway::Method');
    expect(methods.length).toBeGreaterThan(20);
    for (const [name, method] of methods) {
      const integration = method.Properties.Integration as Record<string, unknown>;
      expect([integration.Type, integration.ContentHandling], name).toEqual(['AWS_PROXY', undefined]);
    }
  });
});

describe('queues, streams, schedules', () => {
  test('every queue that is consumed has a dead-letter queue, and every dead-letter queue an alarm', () => {
    for (const stage of [production, trial]) {
      const { service } = stage;
      const queues = resources(service, 'AWS::SQS::Queue');
      const withDeadLetters = queues.filter(([, { Properties }]) => Properties.RedrivePolicy);
      const consumed = new Set(
        resources(service, 'AWS::Lambda::EventSourceMapping').map(
          ([, { Properties }]) => (Properties.EventSourceArn as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt']?.[0],
        ),
      );
      for (const [name] of queues.filter(([id]) => consumed.has(id)))
        expect(withDeadLetters.map(([id]) => id)).toContain(name);
      const alarms = JSON.stringify(alarmsOf(stage));
      const deadLetters = queues.filter(([id]) => !withDeadLetters.some(([other]) => other === id)).map(([id]) => id);
      expect(deadLetters.length).toBeGreaterThan(8);
      for (const id of deadLetters) expect(alarms, id).toContain(`"${id}","QueueName"`);
    }
  });

  test('streams begin at their beginning, halve a batch that fails and leave what was given up in a queue', () => {
    const streams = resources(production.service, 'AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => Properties.StartingPosition,
    );
    expect(streams).toHaveLength(5);
    for (const [, { Properties }] of streams) {
      expect(Properties).toMatchObject({
        StartingPosition: 'TRIM_HORIZON',
        BisectBatchOnFunctionError: true,
        DestinationConfig: { OnFailure: expect.anything() },
      });
      expect(Properties.MaximumRetryAttempts).toBeGreaterThan(0);
    }
  });

  test('a stream calls its consumer for facts and heads alone', () => {
    const streams = resources(production.service, 'AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => Properties.StartingPosition,
    );
    expect(streams).toHaveLength(5);
    for (const [, { Properties }] of streams) {
      const { Filters } = Properties.FilterCriteria as { readonly Filters: readonly { readonly Pattern: string }[] };
      expect(Filters).toHaveLength(1);
      expect(JSON.parse(Filters[0]?.Pattern ?? '')).toEqual({
        dynamodb: { Keys: { sk: { S: [{ prefix: 'FACT#' }, { prefix: 'CARD#' }, { prefix: 'UNM' }, 'HEAD'] } } },
      });
    }
  });

  test('queues report partial failures and bound their consumers', () => {
    const queues = resources(production.service, 'AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => !Properties.StartingPosition,
    );
    expect(queues.length).toBeGreaterThanOrEqual(7);
    for (const [, { Properties }] of queues) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(Properties.ScalingConfig).toMatchObject({ MaximumConcurrency: expect.any(Number) });
    }
  });

  test.each(['DeadlineSweep', 'FeeSweep', 'DeliverySweep', 'ResultRenewal'])(
    '%s is called every minute by a rule, and its silence is an alarm',
    (name) => {
      const rules = resources(production.service, 'AWS::Events::Rule').filter(
        ([id, { Properties }]) => id.includes(`${name}Rule`) && Properties.State === 'ENABLED',
      );
      expect(rules.map(([, { Properties }]) => Properties.ScheduleExpression)).toEqual(['rate(1 minute)']);
      const silence = alarmsOf(production).filter(([id]) => id.includes(`${name}Missing`));
      expect(silence.map(([, { Properties }]) => Properties.TreatMissingData)).toEqual(['breaching']);
    },
  );

  test.each(['FeeSweepRole', 'AttemptReturnedRole', 'RefundQueuedRole'])(
    '%s may read and record payments and read merchants’ secrets, nothing else',
    (role) => {
      const actions = grantedTo(role).flatMap(({ Action }) => Action);
      // Its log, and the queue of what comes to it or was given up, are every such function's.
      expect(actions.filter((action) => !/^(logs|sqs):/.test(action)).sort()).toEqual([
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'secretsmanager:GetSecretValue',
      ]);
    },
  );

  test('who works with money may record facts of payments, read agencies and keys, and hand out sealed receipts, nothing else', () => {
    const statements = grantedTo('MoneyApiRole');
    const actions = statements.flatMap(({ Action }) => Action).filter((action) => !/^(logs|sqs):/.test(action));
    expect([...new Set(actions)].sort()).toEqual([
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'kms:Decrypt',
      's3:GetObject',
      's3:GetObjectVersion',
      'secretsmanager:GetSecretValue',
    ]);
    expect(JSON.stringify(statements)).toContain('RefundQueued');
  });

  test('a message is hidden six times as long as its consumer may take', () => {
    const queues = new Map(resources(production.service, 'AWS::SQS::Queue'));
    const functions = new Map(resources(production.service, 'AWS::Lambda::Function'));
    const hidden = resources(production.service, 'AWS::Lambda::EventSourceMapping').flatMap(([, { Properties }]) => {
      const queue = queues.get((Properties.EventSourceArn as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt']?.[0] ?? '');
      const consumer = functions.get((Properties.FunctionName as { Ref: string }).Ref);
      return queue ? [[queue.Properties.VisibilityTimeout, 6 * Number(consumer?.Properties.Timeout)]] : [];
    });
    expect(hidden.length).toBeGreaterThanOrEqual(7);
    for (const [visibility, wanted] of hidden) expect(visibility).toBe(wanted);
  });

  test("every rule's target has a dead-letter queue", () => {
    for (const [name, { Properties }] of resources(production.service, 'AWS::Events::Rule')) {
      for (const target of Properties.Targets as { DeadLetterConfig?: unknown }[])
        expect(target.DeadLetterConfig, name).toBeDefined();
    }
  });
});

describe('functions', () => {
  const own = resources(production.service, 'AWS::Lambda::Function').filter(([name]) => !name.includes('framework'));

  test('run on Node 24 for arm64 with a log that ends and an alarm', () => {
    expect(own).toHaveLength(43);
    const alarms = JSON.stringify(alarmsOf(production));
    for (const [name, { Properties }] of own) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(alarms, name).toContain(`"Ref":"${name}"`);
    }
    for (const [name, { Properties }] of resources(production.service, 'AWS::Lambda::Function'))
      expect(Properties.LoggingConfig, name).toMatchObject({ LogGroup: { Ref: expect.any(String) } });
    for (const [, { Properties }] of resources(production.service, 'AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toBeGreaterThan(0);
  });

  test('docs/cost.md counts the alarms and the keys that there are', () => {
    const cost = readFileSync('docs/cost.md', 'utf8');
    const alarms = alarmsOf(production).length;
    const said = Number(/alarms, about (\d+)/.exec(cost)?.[1]);
    expect(Math.abs(said - alarms), `${alarms} alarms`).toBeLessThanOrEqual(5);
    expect(cost).toContain('two KMS keys');
    expect(resources(production.data, 'AWS::KMS::Key')).toHaveLength(2);
  });

  test('callbacks have their own share of concurrency', () => {
    production.service.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 100 });
  });

  test('the gateway answers in our words, and a dashboard shows it all', () => {
    for (const type of ['MISSING_AUTHENTICATION_TOKEN', 'THROTTLED', 'REQUEST_TOO_LARGE', 'DEFAULT_5XX']) {
      production.service.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
        ResponseType: type,
        ResponseTemplates: Match.objectLike({
          'application/json': Match.stringLikeRegexp('"type":"https://motcua.example.vn/problems/.*"detail":"'),
        }),
      });
    }
    production.service.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });
});

describe('data', () => {
  test('tables keep every change for a stream and can be restored to any moment', () => {
    for (const { data } of [production, trial, local]) {
      const tables = resources(data, 'AWS::DynamoDB::Table');
      expect(tables).toHaveLength(8);
      for (const [name, { Properties }] of tables) {
        expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
        // The log of erasures is read after a restore alone.
        const stream = name.startsWith('Erasures') ? undefined : { StreamViewType: 'NEW_IMAGE' };
        expect(Properties.StreamSpecification, name).toEqual(stream);
      }
    }
    for (const [, { Properties, DeletionPolicy }] of resources(production.data, 'AWS::DynamoDB::Table')) {
      expect(Properties).toMatchObject({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      });
      expect(DeletionPolicy).toBe('Retain');
    }
  });

  test('money is never forgotten by itself', () => {
    const forgetting = resources(production.data, 'AWS::DynamoDB::Table').filter(
      ([, { Properties }]) => Properties.TimeToLiveSpecification,
    );
    // Of notifications the counts of their limits (docs/adr/0039).
    expect(forgetting.map(([name]) => name).filter((name) => /Payments|Dossiers/.test(name))).toEqual([]);
  });

  test('buckets are private; results cannot be changed, uploads go after a week', () => {
    for (const [name, { Properties }] of resources(production.data, 'AWS::S3::Bucket')) {
      expect(Properties.PublicAccessBlockConfiguration, name).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
    const lock = (mode: string) => ({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: Match.objectLike({ Mode: mode }) } },
    });
    production.data.hasResourceProperties('AWS::S3::Bucket', lock('COMPLIANCE'));
    trial.data.hasResourceProperties('AWS::S3::Bucket', lock('GOVERNANCE'));
    production.data.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: 7 })]) },
    });
  });

  test('every queue is under the one policy, which refuses calls without TLS and lets in rules of the stage alone', () => {
    const policies = resources(production.service, 'AWS::SQS::QueuePolicy').map(([, { Properties }]) => Properties);
    expect(policies).toHaveLength(1);
    const [policy] = policies as unknown as [{ Queues: { Ref: string }[]; PolicyDocument: { Statement: object[] } }];
    const queues = resources(production.service, 'AWS::SQS::Queue').map(([name]) => name);
    expect(policy.Queues.map(({ Ref }) => Ref).sort()).toEqual(queues.sort());
    const [refused, allowed, ...more] = policy.PolicyDocument.Statement;
    expect(more).toEqual([]);
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
    expect(refused).toMatchObject({ Effect: 'Deny', Action: 'sqs:*', Principal: { AWS: '*' }, Condition: insecure });
    expect(allowed).toMatchObject({ Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' });
    expect(JSON.stringify(allowed)).toMatch(/:rule\/\*motcua-production-se\*"\]\]/);
  });

  test('buckets refuse calls without TLS, and URLs that were signed for longer than ours', () => {
    const policies = resources(production.data, 'AWS::S3::BucketPolicy').map(([, { Properties }]) => Properties);
    expect(policies).toHaveLength(4);
    const refusals = (policy: Record<string, unknown>) =>
      (
        policy.PolicyDocument as { Statement: { Effect: string; Condition?: Record<string, unknown> }[] }
      ).Statement.filter(({ Effect }) => Effect === 'Deny').map(({ Condition }) => JSON.stringify(Condition));
    for (const policy of policies) expect(refusals(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
    const signed = (seconds: number) => `{"NumericGreaterThan":{"s3:signatureAge":${seconds * 1000}}}`;
    const of = (name: string) =>
      policies.filter(({ Bucket }) => JSON.stringify(Bucket).includes(name)).flatMap(refusals);
    expect(of('UploadsBucket')).toContain(signed(900));
    expect(of('ResultsBucket')).toContain(signed(300));
  });

  test("the signing key's own policy names the one role that signs, what it signs, and lets nobody else", () => {
    const [key] = resources(production.data, 'AWS::KMS::Key').filter(
      ([, { Properties }]) => Properties.KeyUsage === 'SIGN_VERIFY',
    );
    const [signer] = resources(production.service, 'AWS::IAM::Role').filter(
      ([, { Properties }]) => Properties.RoleName,
    );
    interface Statement {
      readonly Effect: string;
      readonly Action: string | readonly string[];
      readonly Principal: { readonly AWS: unknown };
      readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    }
    const policy = key?.[1].Properties.KeyPolicy as { readonly Statement: readonly Statement[] } | undefined;
    const statements = policy?.Statement ?? [];
    const mayDo = (action: string) => statements.filter((each) => list(each.Action).some((one) => one === action));
    const [allowed, ...more] = mayDo('kms:Sign').filter(({ Effect }) => Effect === 'Allow');
    expect(more).toEqual([]);
    const role = JSON.stringify(allowed?.Condition?.ArnEquals?.['aws:PrincipalArn']);
    expect(role).toContain(`:role/${String(signer?.[1].Properties.RoleName)}`);
    const how = { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256', 'kms:MessageType': 'DIGEST' };
    expect(allowed?.Condition?.StringEquals).toEqual(how);
    const refused = mayDo('kms:Sign').filter(({ Effect }) => Effect === 'Deny');
    for (const { Principal } of refused) expect(Principal).toEqual({ AWS: '*' });
    expect(refused.map(({ Condition }) => JSON.stringify(Condition)).sort()).toEqual(
      [
        `{"ArnNotEquals":{"aws:PrincipalArn":${role}}}`,
        ...Object.entries(how).map(([name, value]) => `{"StringNotEquals":{"${name}":"${value}"}}`),
      ].sort(),
    );
    const actions = statements.flatMap(({ Action }) => list(Action));
    expect(actions.filter((action) => /\*|CreateGrant|Decrypt|ReEncrypt/.test(action))).toEqual([]);
    expect(actions).toEqual(
      expect.arrayContaining(['kms:GetPublicKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']),
    );
  });

  test('results are signed with an RSA key of 3072 bits', () => {
    production.data.hasResourceProperties('AWS::KMS::Key', { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY' });
  });
});

describe('stages', () => {
  test('production is protected, has a firewall and no sandbox', () => {
    expect(production.stacks.data.terminationProtection).toBe(true);
    expect(production.stacks.service.terminationProtection).toBe(true);
    expect(production.stacks.sandbox).toBeUndefined();
    expect(JSON.stringify(production.service.toJSON())).not.toContain('/sandbox');
    production.service.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
  });

  test('every function that asks for API keys knows its stage, so that test keys open nothing in production', () => {
    for (const [stage, { service }] of [
      ['production', production],
      ['test', trial],
    ] as const) {
      const behindKeys = resources(service, 'AWS::Lambda::Function').filter(([name]) =>
        /^(Dossiers|Payments|Results|Installation)\w+Api[0-9A-F]{8}$/.test(name),
      );
      expect(behindKeys).toHaveLength(6);
      for (const [name, { Properties }] of behindKeys) {
        const { Variables } = Properties.Environment as { readonly Variables: Record<string, unknown> };
        expect(Variables.STAGE, name).toBe(stage);
      }
    }
  });

  test('other stages have a sandbox and nothing that an emulator refuses', () => {
    for (const stage of [trial, local]) {
      expect(stage.sandbox).toBeDefined();
      stage.service.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
    }
    local.service.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  });
});
