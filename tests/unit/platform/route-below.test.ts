import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { routeBelow } from '../../../shared/platform/route-below.ts';

const find = routeBelow([
  { path: '/v1/signers' },
  { path: '/v1/signers/{signerId}' },
  { path: '/v1/signers/newest' },
  { path: '/v1/signers/{signerId}/keys/{keyId}' },
  { path: '/v1/agencies/{agencyCode}/webhook/rotate' },
]);

const event = (resource: string, pathParameters: Record<string, string> | null) =>
  ({ resource, pathParameters, httpMethod: 'GET' }) as APIGatewayProxyEvent;

describe('a path below one that is led to the function as a whole', () => {
  test.each([
    ['s1', '/v1/signers/{signerId}', { signerId: 's1' }],
    ['newest', '/v1/signers/newest', {}],
    ['s1/keys/k2', '/v1/signers/{signerId}/keys/{keyId}', { signerId: 's1', keyId: 'k2' }],
  ])('%s is %s', (proxy, resource, pathParameters) => {
    expect(find(event('/v1/signers/{proxy+}', { proxy }))).toMatchObject({ resource, pathParameters });
    expect(find(event('/v1/signers/{proxy+}', { proxy })).pathParameters).toEqual(pathParameters);
  });

  test('keeps the parameters that the gateway found before it', () => {
    const found = find(event('/v1/agencies/{agencyCode}/{proxy+}', { agencyCode: 'H26', proxy: 'webhook/rotate' }));
    expect(found).toMatchObject({ resource: '/v1/agencies/{agencyCode}/webhook/rotate' });
    expect(found.pathParameters).toEqual({ agencyCode: 'H26' });
  });

  test.each(['', 's1/', 's1/keys', 's1/keys/', 's1/keys/k2/more', 's1/locks/k2', '/'])('%j is none', (proxy) => {
    const given = event('/v1/signers/{proxy+}', { proxy });
    expect(find(given)).toBe(given);
  });

  test('what the gateway knows itself stays as it is', () => {
    const given = event('/v1/signers/{signerId}', { signerId: 's1' });
    expect(find(given)).toBe(given);
  });
});
