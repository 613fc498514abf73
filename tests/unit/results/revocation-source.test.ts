import { expect, test } from 'vitest';
import { httpRevocationSource } from '../../../functions/results/adapters/http-revocation-source.ts';
import type { HttpReply } from '../../../shared/platform/outgoing-http.ts';

const bytes = Buffer.from('DER');

/** A source whose operators named one host; every call with the way it went. */
const room = (reply: HttpReply | undefined) => {
  const went: string[] = [];
  const source = httpRevocationSource({
    call: async (url, { method }) => {
      went.push(`as it is: ${method} ${url}`);
      return reply;
    },
    callPublic: async (url, { method }, _, way) => {
      went.push(`public${way?.mayBePlain ? ' or plain' : ''}: ${method} ${url}`);
      return reply ?? 'no_answer';
    },
    hosts: async () => ['pki.noi-bo.vn', '10.0.0.7'],
  });
  return { source, went };
};

test('a host that an operator named is called as it is, all others only where they are public', async () => {
  const { source, went } = room({ status: 200, bytes });
  expect(await source.crl('http://pki.noi-bo.vn/a.crl')).toEqual(bytes);
  expect(await source.ocsp('http://10.0.0.7:8080/ocsp', bytes)).toEqual(bytes);
  expect(await source.crl('http://crl.example.vn/a.crl')).toEqual(bytes);
  expect(await source.ocsp('https://pki.noi-bo.vn.example.com/ocsp', bytes)).toEqual(bytes);
  expect(went).toEqual([
    'as it is: GET http://pki.noi-bo.vn/a.crl',
    'as it is: POST http://10.0.0.7:8080/ocsp',
    'public or plain: GET http://crl.example.vn/a.crl',
    'public or plain: POST https://pki.noi-bo.vn.example.com/ocsp',
  ]);
});

test('what is not there is not there, and what is no address is not called', async () => {
  for (const reply of [undefined, { status: 404, bytes }, { status: 302, bytes }]) {
    const { source } = room(reply);
    expect(await source.crl('http://pki.noi-bo.vn/a.crl')).toBeUndefined();
    expect(await source.ocsp('http://ocsp.example.vn/', bytes)).toBeUndefined();
  }
  const { source, went } = room({ status: 200, bytes });
  expect(await source.crl('ldap:///CN=CA')).toEqual(bytes);
  expect(await source.crl('no address')).toBeUndefined();
  expect(went).toEqual(['public or plain: GET ldap:///CN=CA']);
});
