import * as z from 'zod';

/** The name of a payment provider, which is also the name of its folder. */
export const ProviderName = z.string().regex(/^[a-z][a-z0-9]{1,31}$/, 'expected the name of a payment provider');

/** The name under which an operator set up a merchant account. */
export const MerchantName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected the name of a merchant');

/** What a provider calls an order of ours (`vnp_TxnRef`, `orderId`, `app_trans_id`, `orderCode`, a transfer's memo): ours to choose in its form, unique for a merchant. */
export const Reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

/** A word of a provider's own, as far as a key and a log may hold it. */
export const Code = () => z.string().regex(/^[A-Za-z0-9._-]{1,40}$/);
