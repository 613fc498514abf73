import { beforeAll, describe, expect, test } from 'vitest';
import { binaryMediaTypes, NAMED_BYTES } from '../../../infra/byte-bodies.ts';
import { emulatorEndpoint, restApiUrl } from '../../support/emulator.ts';
import { deployResources, tinyFunction } from './ground.ts';

const code = `
exports.handler = async (event) => {
  console.log('request', event.httpMethod);
  if (event.path === '/bytes') return { statusCode: 200, headers: { 'Content-Type': 'application/x' },
    body: event.isBase64Encoded ? event.body : Buffer.from(event.body ?? '').toString('base64'), isBase64Encoded: true };
  return { statusCode: 207, multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] }, headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ path: event.path, query: event.multiValueQueryStringParameters, body: event.body,
      coded: event.isBase64Encoded === true, headers: Object.fromEntries(Object.entries(event.headers).map(([k, v]) => [k.toLowerCase(), v])) }) };
};`;

interface Heard {
  readonly path: string;
  readonly query: Record<string, string[]>;
  readonly body: string;
  readonly coded: boolean;
  readonly headers: Record<string, string>;
}

const heardBy = async (response: Response): Promise<Heard> => (await response.json()) as Heard;

describe.skipIf(!emulatorEndpoint)('REST API', () => {
  let url: string;

  beforeAll(async () => {
    const methodOf = (ResourceId: unknown) => ({
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId,
        HttpMethod: 'ANY',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'AWS_PROXY',
          IntegrationHttpMethod: 'POST',
          Uri: {
            'Fn::Join': [
              '',
              [
                'arn:aws:apigateway:',
                { Ref: 'AWS::Region' },
                ':lambda:path/2015-03-31/functions/',
                { 'Fn::GetAtt': ['Echo', 'Arn'] },
                '/invocations',
              ],
            ],
          },
        },
      },
    });
    const made = await deployResources(
      {
        ...tinyFunction('Echo', code),
        Api: {
          Type: 'AWS::ApiGateway::RestApi',
          Properties: { Name: 'contract', BinaryMediaTypes: binaryMediaTypes('local') },
        },
        Any: {
          Type: 'AWS::ApiGateway::Resource',
          Properties: {
            RestApiId: { Ref: 'Api' },
            ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
            PathPart: '{proxy+}',
          },
        },
        AnyMethod: methodOf({ Ref: 'Any' }),
        Deployment: {
          Type: 'AWS::ApiGateway::Deployment',
          DependsOn: 'AnyMethod',
          Properties: { RestApiId: { Ref: 'Api' } },
        },
        Stage: {
          Type: 'AWS::ApiGateway::Stage',
          Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'v' },
        },
        Permission: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            FunctionName: { Ref: 'Echo' },
            Action: 'lambda:InvokeFunction',
            Principal: 'apigateway.amazonaws.com',
          },
        },
      },
      { ApiId: { Ref: 'Api' } },
    );
    url = restApiUrl(made.ApiId ?? '', 'v');
  });

  test('repeated, empty and encoded query values arrive decoded, in order, none left out', async () => {
    const response = await fetch(`${url}/a?x=1&x=2&empty=&plus=a+b&coded=%2B%26%3D%C3%A1`);
    expect((await heardBy(response)).query).toEqual({ x: ['1', '2'], empty: [''], plus: ['a b'], coded: ['+&=á'] });
  });

  test('a body arrives byte for byte as text, and status and repeated headers leave as they were answered', async () => {
    const body = '{"name":"Nguyễn Thị Ánh", "n": 1.0}\n';
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k1' };
    const response = await fetch(`${url}/b/c`, { method: 'POST', body, headers });
    const heard = await heardBy(response);
    expect(response.status).toBe(207);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(heard.coded ? Buffer.from(heard.body, 'base64').toString() : heard.body).toBe(body);
    expect(heard.path).toBe('/b/c');
    expect(heard.headers['idempotency-key']).toBe('k1');
  });

  test.each([
    ['no text', Buffer.from([0x30, 0x82, 0xff, 0xfe, 0xc3, 0x28, 0x00, 0x0a])],
    ['text with a byte order mark and a replacement character', Buffer.from('\ufeffÁnh\ufffd\r\n')],
    ['text that reads as base64', Buffer.from('AAAA')],
    ['every byte', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ])('bytes that are %s arrive as they were sent and go out as they were answered', async (_, body) => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'image/png', 'application/x']) {
      const headers = { 'content-type': type, accept: NAMED_BYTES };
      const response = await fetch(`${url}/bytes`, { method: 'POST', body, headers });
      expect(response.headers.get('content-type'), type).toBe('application/x');
      expect(Buffer.from(await response.arrayBuffer()), type).toEqual(body);
    }
  });
});
