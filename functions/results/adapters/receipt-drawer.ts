import type { ReceiptPaper } from '../domain/receipt-paper.ts';
import type { Outcome } from '../pades/refusal.ts';

/** Draws receipts with the fonts of the bundle; both are loaded when the first receipt is drawn, so that results do not wait for them. */
export const drawBundled = async (paper: ReceiptPaper): Promise<Outcome<Uint8Array>> => {
  const [{ drawReceipt }, { bundledFonts }] = await Promise.all([
    import('../domain/receipt-paper.ts'),
    import('../../../shared/platform/bundled-fonts.ts'),
  ]);
  return drawReceipt(bundledFonts, paper);
};
