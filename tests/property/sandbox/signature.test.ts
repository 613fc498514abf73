import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSigned, signedQuery } from '../../../functions/sandbox/providers/vnpay/signature.ts';

const SECRET = 'SANDBOXSECRETSANDBOXSECRET012345';
const name = fc.stringMatching(/^vnp_[A-Za-z]{1,12}$/).filter((text) => !text.startsWith('vnp_SecureHash'));
const fields = fc.dictionary(name, fc.string({ minLength: 1, unit: 'grapheme' }), { minKeys: 1 });
const decoded = (query: string): Record<string, string> => Object.fromEntries(new URLSearchParams(query));

test('what is signed verifies after any decoding, in any order, and with parameters that are not ours', () => {
  fc.assert(
    fc.property(fields, (given) => {
      const received = decoded(signedQuery(given, SECRET));
      const reversed = Object.fromEntries(Object.entries(received).toReversed());
      expect(isSigned({ ...reversed, tenant: 'x' }, SECRET)).toBe(true);
      expect(isSigned({ ...received, vnp_SecureHash: received.vnp_SecureHash?.toUpperCase() ?? '' }, SECRET)).toBe(
        true,
      );
    }),
  );
});

test('any one changed, added or missing field, or another secret, does not verify', () => {
  fc.assert(
    fc.property(fields, fc.string({ minLength: 1 }), (given, text) => {
      const received = decoded(signedQuery(given, SECRET));
      const [first = ''] = Object.keys(given);
      const { [first]: value, ...rest } = received;
      if (value !== text) expect(isSigned({ ...received, [first]: text }, SECRET)).toBe(false);
      expect(isSigned({ ...received, vnp_Zzzzzzzzzzzzzzzz: text }, SECRET)).toBe(false);
      expect(isSigned(rest, SECRET)).toBe(false);
      expect(isSigned(received, `${SECRET}x`)).toBe(false);
    }),
  );
});
