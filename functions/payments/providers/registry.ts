import type { Providers } from '../ports.ts';
import { vnpay } from './vnpay/client.ts';

/** Every provider that the product knows. `origin` is `live`, or the address of the sandbox that plays them. */
export const providersAt = (origin: string): Providers =>
  new Map([vnpay(origin)].map((provider) => [provider.manifest.name, provider]));
