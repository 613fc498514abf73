import { readFileSync } from 'node:fs';
import type { Node } from 'constructs';

/** Where a deployment lives: an emulator, an account for trying out, or the real thing. */
export const stages = ['local', 'test', 'production'] as const;

/** Where a deployment lives. */
export type Stage = (typeof stages)[number];

/** A certificate for the signing key with what it is trusted by, as PEM. */
export interface Seal {
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly rootsPem: string;
}

/** What a deployment is told by CDK context (`-c name=value`). */
export interface Settings {
  readonly stage: Stage;
  /** `https://...` that citizens see, without a slash at the end. Outside production it may be left out: the API's own address. */
  readonly publicOrigin: string | undefined;
  /** The certificate (ACM, same Region) for the host of `publicOrigin`; with it the API answers under that host. */
  readonly certificateArn: string | undefined;
  /** The name in the certificate that a development stage's seal is given. */
  readonly signerCommonName: string | undefined;
  /** The seal's certificate from an authority, from the PEM files that `sealCertificate`, `sealChain` and `sealRoots` name. */
  readonly seal: Seal | undefined;
  /** The address that e-mail is sent from, verified in SES by itself or with its domain; used in production only. */
  readonly senderAddress: string;
  /** Who is told of alarms by e-mail; production only. */
  readonly alarmEmail: string | undefined;
  /** The origins of the web pages that may upload drafts straight into the bucket. The presigned URL is the permission. */
  readonly uploadOrigins: readonly string[];
}

/** Reads the settings from CDK context. @throws Error with a sentence that says what to write. */
export function settingsFrom(node: Node): Settings {
  const text = (name: string): string | undefined => {
    const value: unknown = node.tryGetContext(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const stage = stages.find((each) => each === text('stage'));
  if (!stage) throw new Error(`Say which stage: -c stage=${stages.join(' or ')}.`);
  const publicOrigin = originIn(text('publicOrigin'));
  if (stage === 'production' && !publicOrigin) {
    throw new Error(
      'Production needs -c publicOrigin=https://...: QR codes and links in messages outlive stacks, so their address must be your own.',
    );
  }
  return {
    stage,
    publicOrigin,
    certificateArn: text('certificateArn'),
    signerCommonName: text('signerCommonName'),
    seal: sealIn(text),
    senderAddress: text('senderAddress') ?? `no-reply@${publicOrigin ? new URL(publicOrigin).hostname : 'localhost'}`,
    alarmEmail: text('alarmEmail'),
    uploadOrigins: text('uploadOrigins')?.split(',') ?? ['*'],
  };
}

/** The name of the sandbox's table and of its function, by which the service stack knows them. */
export const sandboxName = (stage: Stage): string => `motcua-${stage}-sandbox`;

/** What the function of the development authority's services is called. */
export const trustServicesName = (stage: Stage): string => `motcua-${stage}-trust-services`;

function sealIn(text: (name: string) => string | undefined): Seal | undefined {
  const file = (name: string): string => {
    const path = text(name);
    return path ? readFileSync(path, 'utf8') : '';
  };
  const certificatePem = file('sealCertificate');
  return certificatePem ? { certificatePem, chainPem: file('sealChain'), rootsPem: file('sealRoots') } : undefined;
}

function originIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const local = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(text);
  if (!local && !/^https:\/\/[\w.-]+(:\d+)?$/.test(text)) {
    throw new Error(`publicOrigin must look like https://motcua.example.vn, without a path; it is ${text}.`);
  }
  return text;
}
