import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { Node } from 'constructs';
import type { MessageLimits } from '../shared/kernel/message-limits.ts';
import type { StrangerLimits } from '../shared/kernel/stranger-limits.ts';
import { DAY_MS, MINUTE_MS } from '../shared/kernel/time.ts';

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
  /** The certificate (ACM, same Region) for the host of `publicOrigin`; with it the API answers under that host alone. Production needs it. */
  readonly certificateArn: string | undefined;
  /** The name in the certificate that a development stage's seal is given. */
  readonly signerCommonName: string | undefined;
  /** The seal's certificate from an authority, from the PEM files that `sealCertificate`, `sealChain` and `sealRoots` name. */
  readonly seal: Seal | undefined;
  /** The address that e-mail is sent from, verified in SES by itself or with its domain: senders of carriers of the kind `ses` are of it; used in production only. */
  readonly senderAddress: string;
  /** Who is told of alarms by e-mail; production needs it, other stages tell nobody. */
  readonly alarmEmail: string | undefined;
  /** The proxies (addresses or CIDR blocks) whose `X-Forwarded-For` is believed; none: the caller's own address counts. */
  readonly trustedProxies: readonly string[];
  /** What people without a key may do before they are held back. */
  readonly strangerLimits: StrangerLimits;
  /** What may be sent by SMS before messages wait. */
  readonly messageLimits: MessageLimits;
  /** The origins of the web pages that may upload drafts straight into the bucket. The presigned URL is the permission. */
  readonly uploadOrigins: readonly string[];
}

/** What production must be told, with an example and the reason. */
const demanded = {
  publicOrigin: 'https://...: QR codes and links in messages outlive stacks, so their address must be your own.',
  certificateArn: 'arn:aws:acm:...: the certificate (ACM, same Region) for the host of publicOrigin.',
  alarmEmail: 'ops@...: somebody has to be told when money, messages or results stand still.',
};

/** Reads the settings from CDK context. @throws Error with a sentence that says what to write. */
export function settingsFrom(node: Node): Settings {
  const text = (name: string): string | undefined => {
    const value: unknown = node.tryGetContext(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const stage = stages.find((each) => each === text('stage'));
  if (!stage) throw new Error(`Say which stage: -c stage=${stages.join(' or ')}.`);
  const publicOrigin = originIn(text('publicOrigin'));
  const alarmEmail = emailIn(text('alarmEmail'));
  const certificateArn = certificateIn(text('certificateArn'));
  const missing = stage === 'production' ? Object.entries(demanded).filter(([name]) => !text(name)) : [];
  if (missing.length > 0)
    throw new Error(missing.map(([name, why]) => `Production needs -c ${name}=${why}`).join('\n'));
  return {
    stage,
    publicOrigin,
    certificateArn,
    signerCommonName: text('signerCommonName'),
    seal: sealIn(text),
    senderAddress: text('senderAddress') ?? `no-reply@${publicOrigin ? new URL(publicOrigin).hostname : 'localhost'}`,
    alarmEmail,
    trustedProxies: proxiesIn(text('trustedProxies')),
    strangerLimits: strangerLimits(stage),
    messageLimits: messageLimits(stage),
    uploadOrigins: text('uploadOrigins')?.split(',') ?? ['*'],
  };
}

/** The name of the sandbox's function, by which the service stack knows it, and of its table. */
export const sandboxName = (stage: Stage): string => `motcua-${stage}-sandbox`;

/** What the role is called that alone may sign: the key's policy names it before it is there. */
export const signerRoleName = (stage: Stage): string => `motcua-${stage}-result-signer`;

/** What the function of the development authority's services is called. */
export const trustServicesName = (stage: Stage): string => `motcua-${stage}-trust-services`;

const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A sandbox is tried by whole test suites from one address: its limits are ten times production's (docs/adr/0012). */
function strangerLimits(stage: Stage): StrangerLimits {
  const times = stage === 'production' ? 1 : 10;
  const limit = (atMost: number, withinMs: number) => ({ atMost: atMost * times, withinMs });
  return {
    wrongDigits: {
      perSource: [limit(10, QUARTER_HOUR_MS), limit(40, DAY_MS)],
      inAll: [limit(320, HOUR_MS), limit(960, DAY_MS)],
    },
    codes: {
      perPhone: [limit(10, HOUR_MS), limit(20, DAY_MS)],
      perSource: [limit(20, HOUR_MS), limit(60, DAY_MS)],
      perNeighbourhood: [limit(60, HOUR_MS), limit(180, DAY_MS)],
      inAll: [limit(800, HOUR_MS), limit(3200, DAY_MS)],
    },
    checks: { perSource: [limit(20, HOUR_MS)] },
  };
}

/** Whole test suites send to a few phones of a sandbox: its limits are a hundred times production's (docs/adr/0039). */
function messageLimits(stage: Stage): MessageLimits {
  const times = stage === 'production' ? 1 : 100;
  return {
    toOne: {
      codes: [
        { atMost: 5 * times, withinMs: HOUR_MS },
        { atMost: 20 * times, withinMs: DAY_MS },
      ],
      messages: [{ atMost: 30 * times, withinMs: DAY_MS }],
    },
    ofAgencyADay: 20_000 * times,
    spendADayVnd: 30_000_000 * times,
  };
}

function proxiesIn(text: string | undefined): readonly string[] {
  const proxies = text?.split(',') ?? [];
  const wrong = proxies.find((proxy) => isIP(proxy.replace(/\/\d{1,3}$/, '')) === 0);
  if (wrong !== undefined)
    throw new Error(`trustedProxies must be addresses or CIDR blocks with commas between; it has ${wrong}.`);
  return proxies;
}

function sealIn(text: (name: string) => string | undefined): Seal | undefined {
  const file = (name: string): string => {
    const path = text(name);
    return path ? readFileSync(path, 'utf8') : '';
  };
  const certificatePem = file('sealCertificate');
  return certificatePem ? { certificatePem, chainPem: file('sealChain'), rootsPem: file('sealRoots') } : undefined;
}

function emailIn(text: string | undefined): string | undefined {
  if (text !== undefined && !/^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/.test(text))
    throw new Error(`alarmEmail must be one e-mail address; it is ${text}.`);
  return text;
}

function certificateIn(text: string | undefined): string | undefined {
  if (text !== undefined && !/^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/.test(text))
    throw new Error(`certificateArn must look like arn:aws:acm:REGION:ACCOUNT:certificate/ID; it is ${text}.`);
  return text;
}

function originIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const local = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(text);
  if (!local && !/^https:\/\/[\w.-]+(:\d+)?$/.test(text)) {
    throw new Error(`publicOrigin must look like https://motcua.example.vn, without a path; it is ${text}.`);
  }
  return text;
}
