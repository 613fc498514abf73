import type { PlayedProviders } from '../ports.ts';
import { playedVnpay } from './vnpay/provider.ts';

/** Every provider that the sandbox plays. */
export const playedProviders: PlayedProviders = new Map([['vnpay', playedVnpay]]);
