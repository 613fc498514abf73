import type { Paper } from '../kernel/forms/paper.ts';

/** Draws forms with the fonts of the bundle; both are loaded when the first form is drawn, so that nothing else waits for them. */
export const drawPaperBundled = async (paper: Paper): Promise<Uint8Array> => {
  const [{ drawPaper }, { bundledFonts }] = await Promise.all([
    import('../kernel/forms/draw-paper.ts'),
    import('./bundled-fonts.ts'),
  ]);
  return drawPaper(bundledFonts, paper);
};
