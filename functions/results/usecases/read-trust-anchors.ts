import type { TrustAnchors, TrustStore } from '../ports.ts';

/** What anybody needs to check our signatures offline: every trust anchor in force. */
export const readTrustAnchors =
  ({ trust }: { readonly trust: TrustStore }) =>
  async (): Promise<TrustAnchors> => ({ rootsPem: await trust.rootsFor() });
