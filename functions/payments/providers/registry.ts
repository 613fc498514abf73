import { type PostJson, postJson } from '../adapters/post-json.ts';
import type { Providers } from '../ports.ts';
import { vnpay } from './vnpay/client.ts';

/** Every provider that the product knows. `origin` is `live`, or the address of the sandbox that plays them. */
export const providersAt = (origin: string, post: PostJson = postJson): Providers =>
  new Map([vnpay(origin, post)].map((provider) => [provider.manifest.name, provider]));
