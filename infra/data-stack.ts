import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  ObjectLockRetention,
} from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { DOWNLOAD_VALID_SECONDS, UPLOAD_VALID_SECONDS } from '../shared/kernel/presigned-urls.ts';
import { CapabilityTable } from './constructs/capability-table.ts';
import { signingKeyPolicy } from './constructs/signing-key-policy.ts';
import { type Settings, signerRoleName } from './settings.ts';

/** How long production keeps a signed result from being deleted or changed by anyone, the account's owner included. */
const RESULT_RETENTION = Duration.days(3653); // ten years; the archive law's term for a kind of result may be longer

/** How long the statements of providers and banks are kept: as long as signed results are; no law names a term for them. */
const STATEMENT_RETENTION = Duration.days(3653);

/** Everything that must outlive a release: tables, buckets, keys, secrets, and the bus between the capabilities. */
export class DataStack extends Stack {
  readonly tables: {
    readonly dossiers: CapabilityTable;
    readonly payments: CapabilityTable;
    readonly notifications: CapabilityTable;
    readonly results: CapabilityTable;
    readonly webhooks: CapabilityTable;
    readonly figures: CapabilityTable;
    readonly installation: CapabilityTable;
  };
  /** Which dossiers' personal data were erased; left as it is when the others are restored. */
  readonly erasures: Table;
  readonly bus: EventBus;
  readonly uploads: Bucket;
  readonly results: Bucket;
  readonly statements: Bucket;
  readonly resultsDataKey: Key;
  readonly signingKey: Key;
  readonly pepper: Secret;
  readonly pkiAuthority: Secret;

  constructor(scope: Construct, id: string, settings: Settings, props: StackProps) {
    super(scope, id, props);
    const { stage } = settings;
    const removalPolicy = stage === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.tables = {
      dossiers: new CapabilityTable(this, 'Dossiers', { stage }),
      payments: new CapabilityTable(this, 'Payments', { stage }),
      notifications: new CapabilityTable(this, 'Notifications', { stage, timeToLive: 'ttl' }), // counts of messages
      results: new CapabilityTable(this, 'Results', { stage, timeToLive: 'ttl' }), // download codes
      webhooks: new CapabilityTable(this, 'Webhooks', { stage }),
      figures: new CapabilityTable(this, 'Figures', { stage }),
      installation: new CapabilityTable(this, 'Installation', { stage }),
    };
    this.erasures = new Table(this, 'ErasuresTable', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage === 'production',
      removalPolicy,
    });
    new CfnOutput(this, 'TableErasures', { value: this.erasures.tableName });
    this.bus = new EventBus(this, 'Bus', { description: `What the capabilities of motcua (${stage}) announce` });

    const bucket = (name: string, own: BucketProps): Bucket => {
      const made = new Bucket(this, `${name}Bucket`, {
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        enforceSSL: true,
        minimumTLSVersion: 1.2,
        removalPolicy,
        ...own,
      });
      new CfnOutput(this, `Bucket${name}`, { value: made.bucketName });
      return made;
    };
    /** Whoever signs a URL for longer than we do is refused: such a URL is a key to the object for as long as it lives. */
    const refuseOldSignatures = (made: Bucket, validFor: Duration): void => {
      made.addToResourcePolicy(
        new PolicyStatement({
          sid: 'RefuseOldSignatures',
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          resources: [made.arnForObjects('*')],
          conditions: { NumericGreaterThan: { 's3:signatureAge': validFor.toMilliseconds() } },
        }),
      );
    };
    const accessLogs = bucket('AccessLogs', {
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });
    this.uploads = bucket('Uploads', {
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'uploads/',
      lifecycleRules: [
        {
          expiration: Duration.days(7),
          noncurrentVersionExpiration: Duration.days(7),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [...settings.uploadOrigins],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag', 'x-amz-version-id'],
          maxAge: 3600,
        },
      ],
    });
    refuseOldSignatures(this.uploads, Duration.seconds(UPLOAD_VALID_SECONDS));
    this.resultsDataKey = new Key(this, 'ResultsDataKey', {
      description: `Encrypts the signed results of motcua (${stage})`,
      enableKeyRotation: true,
      removalPolicy,
    });
    this.results = bucket('Results', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.resultsDataKey,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'results/',
      objectLockEnabled: true,
      objectLockDefaultRetention:
        stage === 'production'
          ? ObjectLockRetention.compliance(RESULT_RETENTION)
          : ObjectLockRetention.governance(Duration.days(1)),
    });

    refuseOldSignatures(this.results, Duration.seconds(DOWNLOAD_VALID_SECONDS));

    this.statements = bucket('Statements', {
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'statements/',
      lifecycleRules: [{ expiration: STATEMENT_RETENTION, noncurrentVersionExpiration: STATEMENT_RETENTION }],
    });

    this.signingKey = new Key(this, 'SigningKey', {
      description: `Signs the results of motcua (${stage})`,
      keySpec: KeySpec.RSA_3072,
      keyUsage: KeyUsage.SIGN_VERIFY,
      policy: signingKeyPolicy(this, signerRoleName(stage)),
      removalPolicy,
    });
    this.pepper = new Secret(this, 'Pepper', {
      description: 'What ids, links and codes are derived from; changing it breaks every link that was handed out',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    this.pkiAuthority = new Secret(this, 'PkiAuthority', {
      description: 'The development certificate authority, kept by signerSetup; not used in production',
      removalPolicy,
    });
  }
}
