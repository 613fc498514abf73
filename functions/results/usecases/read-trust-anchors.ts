import type { TrustAnchors, TrustStore } from '../ports.ts';

/** What anybody needs to check our signatures offline: the roots. */
export const readTrustAnchors =
  ({ trust }: { readonly trust: TrustStore }) =>
  (): Promise<TrustAnchors> =>
    trust.anchors();
