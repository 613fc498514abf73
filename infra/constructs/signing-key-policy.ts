import { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** What the account may do with the key by its own policies: keep it and read its public half. Neither sign nor grant. */
const administration = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

/** How the one signer signs: a digest, by the algorithm of its certificate. */
const asWeSign = {
  'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256',
  'kms:MessageType': 'DIGEST',
};

/**
 * Who may use the key that signs results: one role, by its name, which the key's stack knows before the role is there. A permission in
 * the account alone, an administrator's too, signs nothing, and no grant or other way of signing gets round the refusals.
 */
export const signingKeyPolicy = (scope: Construct, roleName: string): PolicyDocument => {
  const signer = Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: roleName });
  const statement = (sid: string, props: ConstructorParameters<typeof PolicyStatement>[0]) =>
    new PolicyStatement({ sid, resources: ['*'], ...props });
  return new PolicyDocument({
    statements: [
      statement('AccountAdministers', { principals: [new AccountRootPrincipal()], actions: administration }),
      statement('OneRoleSigns', {
        principals: [new AccountRootPrincipal()],
        actions: ['kms:Sign'],
        conditions: { ArnEquals: { 'aws:PrincipalArn': signer }, StringEquals: asWeSign },
      }),
      statement('NobodyElseSigns', {
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:Sign'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': signer } },
      }),
      // Conditions of one statement must all hold, so each has its own.
      ...Object.entries(asWeSign).map(([key, value]) =>
        statement(`OnlyBy${key.slice('kms:'.length)}`, {
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['kms:Sign'],
          conditions: { StringNotEquals: { [key]: value } },
        }),
      ),
    ],
  });
};
