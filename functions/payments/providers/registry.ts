import { type PostJson, postJsonWithin } from '../adapters/post-json.ts';
import type { Providers } from '../ports.ts';
import { vnpay } from './vnpay/client.ts';

/** How long a provider's answer is waited for, in milliseconds: the sweep asks four after one another within its 50 s. */
const ANSWER_MS = 8000;

/** Every provider that the product knows. `origin` is `live`, or the address of the sandbox that plays them. */
export const providersAt = (origin: string, post: PostJson = postJsonWithin(ANSWER_MS)): Providers =>
  new Map([vnpay(origin, post)].map((provider) => [provider.manifest.name, provider]));
