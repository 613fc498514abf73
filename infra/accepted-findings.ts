/** A finding of the security rules (cdk-nag, AwsSolutions) that stands on purpose. */
export interface AcceptedFinding {
  readonly rule: RegExp;
  /** The constructs that it concerns. */
  readonly where: RegExp;
  readonly because: string;
}

/** Every finding that stands, with its reason. A finding that is not here fails the tests, and so does a line here without a finding. */
export const acceptedFindings: readonly AcceptedFinding[] = [
  {
    rule: /^AwsSolutions-SMG4$/,
    where: /-data\/Pepper\//,
    because: 'links and ids are derived from it: rotating it would break every link that was handed out',
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    where: /-data\/PkiAuthority\//,
    because: 'a development authority, replaced by a real one in production',
  },
  {
    rule: /^AwsSolutions-APIG2$/,
    where: /FrontDoor\/Api\//,
    because:
      'requests are validated in the handlers, which name every wrong field; webhooks must reach the verifier unread',
  },
  {
    rule: /^AwsSolutions-(APIG4|COG4)$/,
    where: /FrontDoor\/Api\//,
    because:
      'keys are checked by the http handler from its own table (design: tokens and keys); pages and webhooks are public',
  },
  {
    rule: /^AwsSolutions-APIG(1|3|6)$/,
    where: /FrontDoor\/Api\//,
    because: 'outside production there is no firewall, and an emulator has no role for the gateway to log with',
  },
  {
    rule: /^AwsSolutions-IAM4/,
    where: /(CloudWatchRole|SignerProvider\/framework-onEvent)\//,
    because: 'roles of the gateway and of the CDK provider framework, for writing logs only',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/stream\/\*\]$/,
    where: /FactsRecordedRole\//,
    because: 'listing streams has no narrower resource than all streams of the one table',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*secret:motcua\/\w+\/(merchants|carriers|timestamp-authorities|signers)\/\*\]$/,
    where: /Role\//,
    because:
      'one secret for each merchant, carrier, time-stamp authority and signer, made while the stack runs: the prefix is the narrowest name they share',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*:sms-voice:.*:sender-id\/\*\/VN\]$/,
    where: /MessageQueuedRole\//,
    because:
      'operators set carriers up while the stack runs: any sender that is registered for Viet Nam, and nothing else',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*(Uploads|Results|Statements)Bucket.*\/\*\]$/,
    where: /Role\//,
    because: 'objects of the one bucket',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<ResultsSignerSetup\w+\.Arn>:\*\]$/,
    where: /SignerProvider\/framework-onEvent\//,
    because: 'versions of the one function, as the CDK provider framework grants them',
  },
  {
    rule: /^AwsSolutions-SQS3$/,
    where: /DeadLetters\//,
    because: 'these are the dead-letter queues of streams and schedules',
  },
];
