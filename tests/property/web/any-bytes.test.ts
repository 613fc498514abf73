import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../../../infra/local/folders.ts';
import type { FunctionContract, RouteContract } from '../../../shared/kernel/contract.ts';
import { cases } from '../../support/cases.ts';
import { citizenDesk, DOSSIER, fee, issuedDocument, TOKEN, VERIFICATION } from '../../support/citizen-desk.ts';
import { emptyAws } from '../../support/empty-aws.ts';
import { functionEnvironment } from '../../support/function-environment.ts';
import { hostileRequests } from '../../support/hostile-requests.ts';
import { installedAuthority } from '../../support/installed-authority.ts';

/** Where the development authority lies in this test's surroundings. */
const PKI_SECRET = 'the-pki_authority_secret_id';

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** The public routes of every contract, each with the one handler that reads the contract: a route added later is among them. */
const publicRoutes = (
  await Promise.all(
    globSync('functions/*/contract.ts', { cwd: repository }).map(async (file) => {
      const contracts = Object.entries((await import(join(repository, file))) as Record<string, FunctionContract>);
      return contracts.flatMap(([name, contract]) =>
        Object.values(contract.routes ?? {})
          .filter(({ permission }) => permission === 'public')
          .map((route) => ({ file: file.replace('contract.ts', 'handlers'), name, contract, route })),
      );
    }),
  )
).flat();

const handlerFileOf = (folder: string, contractName: string): string => {
  const found = globSync(`${folder}/*.ts`, { cwd: repository }).filter((file) => {
    const text = readFileSync(join(repository, file), 'utf8');
    return /^export const handler\b/m.test(text) && new RegExp(`\\b${contractName}\\b`).test(text);
  });
  if (found.length !== 1) throw new Error(`${contractName} is read by ${found.join(', ') || 'no handler'}`);
  return join(repository, found[0] ?? '');
};

/** What is right for any request whatever: no fault of ours, and a page is a page in Vietnamese. */
const holds = (answer: APIGatewayProxyResult): void => {
  expect(answer.statusCode).toBeGreaterThanOrEqual(200);
  expect(answer.statusCode, String(answer.body).slice(0, 300)).toBeLessThan(500);
  const type = String(answer.headers?.['Content-Type'] ?? '');
  if (type.startsWith('text/html') && answer.body !== '')
    expect(answer.body.slice(0, 40)).toContain('<!doctype html><html lang="vi"');
  for (const value of Object.values(answer.headers ?? {})) expect(String(value)).not.toMatch(/[\r\n\0]/);
  expect(answer.body.isWellFormed()).toBe(true);
};

describe('any bytes to any public route of a system that holds nothing', () => {
  let aws: Awaited<ReturnType<typeof emptyAws>>;
  const before = { ...process.env };

  beforeAll(async () => {
    const { kept } = await installedAuthority(Date.now());
    const secrets: Readonly<Record<string, string>> = { [PKI_SECRET]: JSON.stringify(kept.at(-1)) };
    aws = await emptyAws((secretId) => secrets[secretId] ?? 'a pepper of more than 32 characters');
    Object.assign(process.env, functionEnvironment(publicRoutes.map(({ contract }) => contract)), {
      AWS_ENDPOINT_URL: aws.origin,
    });
  });
  afterAll(async () => {
    process.env = before;
    await aws.stop();
  });

  test.each(publicRoutes.map((each) => [`${each.route.method} ${each.route.path}`, each] as const))(
    '%s never answers 5xx',
    async (_, { file, name, route }) => {
      const { handler } = (await import(handlerFileOf(file, name))) as { readonly handler: Handler };
      await fc.assert(
        fc.asyncProperty(hostileRequests(route), async (event) => holds(await handler(event, {} as Context))),
        cases(120),
      );
    },
  );
});

describe("any bytes to a citizen's pages that hold something", () => {
  const pages = [
    '/',
    '/{proxy+}',
    `/t/${TOKEN}`,
    `/t/${TOKEN}/pay`,
    `/t/${TOKEN}/result`,
    `/t/${TOKEN}/rating`,
    '/t/{token}',
    '/verify',
    '/verify/{code}',
    '/verify/uploads',
    '/verify/uploads/{checkId}',
    '/payments/return/{provider}/{merchant}',
    '/pki/roots.pem',
  ].map((path): RouteContract => ({ method: 'ANY', path, permission: 'public' }));
  const given = [TOKEN, DOSSIER, VERIFICATION, '5678', '0912345678', 'redeem', 'request', 'code', '123456'];

  test.each(pages)('$path never answers 5xx', async (route) => {
    const { desk, send } = citizenDesk();
    desk.fees = [fee()];
    desk.documents = [issuedDocument()];
    await fc.assert(
      fc.asyncProperty(hostileRequests(route, given), async (event) => holds(await send(event))),
      cases(300),
    );
  });
});

test('a code whose 64th character is the first half of an emoji is looked for without it', async () => {
  const { call } = citizenDesk();
  const { status, headers } = await call('GET', `/verify?code=${'a'.repeat(63)}%F0%9F%98%80b`);
  expect([status, headers.location]).toEqual([303, `https://motcua.example.vn/verify/${'a'.repeat(63)}%F0%9F%98%80`]);
});
