import { describe, expect, test } from 'vitest';
import { timestampAuthoritiesIn, trustAnchorsIn } from '../../../functions/installation/adapters/trust-stores.ts';
import { TimestampAuthoritySetUp, TrustAnchorSetUp } from '../../../functions/installation/domain/trust-requests.ts';
import { endNamed, putNamed } from '../../../functions/installation/usecases/put-named.ts';
import { putTimestampAuthority } from '../../../functions/installation/usecases/put-timestamp-authority.ts';
import type { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { must } from '../../support/payments.ts';
import { ANCHOR, ANCHOR_SET_UP, AUTHORITY, AUTHORITY_SET_UP } from '../../support/trust-set-up.ts';

const AT = Date.parse('2026-11-20T10:00:00+07:00');

const room = () => {
  const table = memoryTable();
  const kept = new Map<string, MerchantSecret>();
  const timestampAuthorities = timestampAuthoritiesIn(table, 'motcua/test/timestamp-authorities');
  const timestampPasswords = {
    read: async (name: string) => kept.get(name),
    async write(name: string, secret: MerchantSecret) {
      // The row is never there without its password.
      expect(table.peek(`TSA#${name}`, 'TSA')?.username).toBeUndefined();
      kept.set(name, secret);
    },
  };
  const anchors = trustAnchorsIn(table);
  const put = putTimestampAuthority({ timestampAuthorities, timestampPasswords });
  return { table, kept, anchors, timestampAuthorities, put };
};

describe('a time-stamp authority', () => {
  test('keeps its password in the secret store alone, under a name that whoever stamps finds in its row', async () => {
    const { table, kept, put, timestampAuthorities } = room();
    expect(must(await put(AUTHORITY, AUTHORITY_SET_UP, AT))).toEqual({
      created: true,
      row: { name: AUTHORITY, url: 'http://10.0.0.7/tsr', order: 1, username: 'mot-cua' },
    });
    expect(kept.get(AUTHORITY)?.current).toEqual({ password: 'a password' });
    expect(JSON.stringify(table.all())).not.toContain('a password');
    expect(table.peek(`TSA#${AUTHORITY}`, 'TSA')).toMatchObject({
      secretId: `motcua/test/timestamp-authorities/${AUTHORITY}`,
    });
    must(await put(AUTHORITY, { url: 'https://tsa.example.vn/tsr', order: 2 }, AT));
    expect(await timestampAuthorities.find(AUTHORITY)).toEqual({
      name: AUTHORITY,
      url: 'https://tsa.example.vn/tsr',
      order: 2,
    });
  });

  test('ended stays readable and listed, ended again is the same, and a put opens it again', async () => {
    const { put, timestampAuthorities } = room();
    const end = endNamed(timestampAuthorities, 'time-stamp authority');
    expect(await end(AUTHORITY, AT)).toEqual({
      ok: false,
      failure: { kind: 'not_found', what: 'time-stamp authority' },
    });
    must(await put(AUTHORITY, AUTHORITY_SET_UP, AT));
    must(await end(AUTHORITY, AT + 1));
    expect(must(await end(AUTHORITY, AT + 2)).endedAt).toBe(AT + 1);
    expect(await timestampAuthorities.list({ after: undefined, limit: 10 })).toMatchObject({
      items: [{ name: AUTHORITY, endedAt: AT + 1 }],
    });
    expect(must(await put(AUTHORITY, { url: 'https://a.example/', order: 1 }, AT + 3)).created).toBe(false);
    expect((await timestampAuthorities.find(AUTHORITY))?.endedAt).toBeUndefined();
  });

  test.each([
    ['a password without a name', { url: 'https://a.example/', order: 1, password: 'x' }],
    ['a name without a password', { url: 'https://a.example/', order: 1, username: 'x' }],
    ['a name with a colon', { url: 'https://a.example/', order: 1, username: 'a:b', password: 'x' }],
    ['a user in the address', { url: 'https://a:b@a.example/', order: 1 }],
    ['another protocol', { url: 'ftp://a.example/', order: 1 }],
    ['no order', { url: 'https://a.example/' }],
  ])('is not set up with %s', (_, body) => {
    expect(parseInput(TimestampAuthoritySetUp, body)).toMatchObject({ ok: false, failure: { kind: 'invalid_input' } });
  });
});

describe('a trust anchor', () => {
  test('is kept as it was written, and ends like an authority', async () => {
    const { anchors } = room();
    must(await putNamed(anchors)({ name: ANCHOR, ...ANCHOR_SET_UP, hosts: ['10.0.0.7'] }));
    expect(await anchors.find(ANCHOR)).toEqual({ name: ANCHOR, ...ANCHOR_SET_UP, hosts: ['10.0.0.7'] });
    expect(must(await endNamed(anchors, 'trust anchor')(ANCHOR, AT))).toMatchObject({ name: ANCHOR, endedAt: AT });
  });

  test('is one or more certificates of authorities, whole, and nothing else', () => {
    const { pem } = ANCHOR_SET_UP;
    const takes = (text: string) => parseInput(TrustAnchorSetUp, { purpose: 'both', pem: text }).ok;
    expect([pem, `# roots\n${pem}\n${pem}`].map(takes)).toEqual([true, true]);
    const broken = pem.replace('MII', 'M!I');
    const cut = pem.slice(0, 200);
    expect(['', 'x', cut, `${pem}${cut}`, broken, `${pem}${broken}`].map(takes)).toEqual(Array(6).fill(false));
    expect(parseInput(TrustAnchorSetUp, { purpose: 'all', pem }).ok).toBe(false);
  });
});
