import * as z from 'zod';
import type { PlayedFolder } from '../../ports.ts';
import { scanned, transfersOf } from '../bank-orders.ts';

const VietqrCredentials = z.object({ accountNumber: z.string() });

/** The bank of an account: it takes transfers, and tells nobody but in its statement. */
export const played: PlayedFolder = {
  calls: [],
  account: (given) => {
    const { accountNumber } = VietqrCredentials.parse(given);
    return {
      scan: (payload, opened) => scanned(payload, accountNumber, opened),
      answer: () => ({ status: 404 }),
      play(order, outcome, now) {
        const { all, waits } = transfersOf(order, accountNumber, outcome, now);
        return { notices: [], transfers: all, waits };
      },
      isConfirmed: ({ status }) => status === 200,
    };
  },
  bank: { accountNumberOf: (given) => VietqrCredentials.parse(given).accountNumber },
};
