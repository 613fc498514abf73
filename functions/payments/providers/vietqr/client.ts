import { fail } from '../../../../shared/kernel/result.ts';
import { memoOf } from '../../domain/memo.ts';
import { transferTo } from '../bank-account.ts';
import type { MakeProvider } from '../registry.ts';
import { statusOf } from '../status-answer.ts';
import { manifest } from './manifest.ts';

/** A bank transfer by VietQR. Nobody sends notices of it, so that none is believed, and nobody can be asked. */
export const provider: MakeProvider = () => ({
  manifest,
  reference: memoOf,
  terminal(credentials) {
    const account = manifest.credentials().parse(credentials);
    return {
      create: async (order) => transferTo(account, order),
      read: () => fail('bad_signature'),
    };
  },
  answer: (verdict) => ({ status: statusOf(verdict) }),
});
