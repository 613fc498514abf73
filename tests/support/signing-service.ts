import { cscSigners } from '../../functions/results/adapters/csc-signer.ts';
import { tablePlayedOutcomes } from '../../functions/results/adapters/table-played-outcomes.ts';
import { OwnerOutcome } from '../../functions/results/domain/played-outcome.ts';
import type { SignerRow } from '../../functions/results/domain/signers.ts';
import { cscRoutes } from '../../functions/results/handlers/csc-routes.ts';
import type { TrustServices } from '../../functions/results/usecases/open-trust-services.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { HttpReply } from '../../shared/platform/outgoing-http.ts';
import { memoryTable } from './memory-table.ts';

/** Where the services of these tests answer. */
export const SERVICE = 'https://sign.example.vn/csc/v2';

/** An officer who signs at a service, as an operator sets them up. */
export const REMOTE_OFFICER: SignerRow = {
  signerId: 'officer-c',
  agencyCode: 'H26.10',
  role: 'officer',
  by: 'csc',
  label: 'Nguyễn Văn An, phó giám đốc',
  csc: { url: SERVICE, clientId: 'motcua', credentialId: 'NVA-01' },
};

/** One call as a service hears it. */
export interface HeardCall {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a service answers; `silence` is none that is whole. */
export type Said = { readonly status: number; readonly body?: object } | 'silence';

const fieldsOf = (body: string, isForm: boolean): Record<string, unknown> =>
  isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);

const replyOf = (said: Said): HttpReply | undefined =>
  said === 'silence' ? undefined : { status: said.status, bytes: Buffer.from(JSON.stringify(said.body ?? {})) };

/** Signers by a service that answers as it is told; `heard` is every call, `elsewhere` those to other hosts. */
export const signersAt = (answer: (call: HeardCall) => Said | Promise<Said>, house: { now: number; pin?: string }) => {
  const heard: HeardCall[] = [];
  const elsewhere: string[] = [];
  const ask = async (url: string, request: { readonly headers?: unknown; readonly body?: unknown }) => {
    const headers = request.headers as Readonly<Record<string, string>>;
    const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
    const call = {
      method: new URL(url).pathname.replace('/csc/v2/', ''),
      authorization: headers.authorization,
      fields: fieldsOf(String(request.body), isForm),
    };
    heard.push(call);
    return replyOf(await answer(call));
  };
  const signers = cscSigners({
    secrets: {
      read: async (id) =>
        id === 'motcua/test/signers/officer-c'
          ? JSON.stringify({ clientSecret: 'bí mật', ...(house.pin === undefined ? {} : { pin: house.pin }) })
          : undefined,
    },
    secretsPrefix: 'motcua/test/signers',
    call: ask,
    callPublic: async (url, request) => {
      elsewhere.push(url);
      return (await ask(url, request)) ?? 'no_answer';
    },
    now: () => house.now,
  });
  return { signers, heard, elsewhere };
};

/** The signing service of the sandbox, as its clients reach it. */
export const playedService = (services: TrustServices, house: { now: number }) => {
  const outcomes = tablePlayedOutcomes(memoryTable(), 'CSC', OwnerOutcome, 'approve');
  const routes = cscRoutes({ open: async () => ok(services), outcomes });
  const post = async (proxy: string, type: string, body: string, authorization?: string) =>
    routes({
      method: 'POST',
      path: `/sandbox/csc/${proxy}`,
      headers: { 'content-type': type, ...(authorization === undefined ? {} : { authorization }) },
      pathParameters: { proxy },
      query: {},
      body: Buffer.from(body),
      sourceIp: '192.0.2.1',
      requestId: 'r1',
      now: house.now,
    });
  const answer = async ({ method, fields, authorization }: HeardCall): Promise<Said> => {
    const isForm = method === 'oauth2/token';
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
    const body = isForm ? new URLSearchParams(fields as Record<string, string>).toString() : JSON.stringify(fields);
    const { status, json } = await post(method, type, body, authorization);
    return { status, body: json as object };
  };
  const choose = (credentialId: string, outcome: OwnerOutcome) => outcomes.choose(credentialId, outcome);
  return { post, answer, choose };
};
