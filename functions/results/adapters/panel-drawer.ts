import type { PanelDrawer } from '../ports.ts';

const loaded = async () => {
  const [panels, { bundledFonts }] = await Promise.all([
    import('../pades/panels/decree-30.ts'),
    import('../../../shared/platform/bundled-fonts.ts'),
  ]);
  return { ...panels, bundledFonts };
};

/** Draws panels with the fonts of the bundle; both are loaded when the first one is drawn, so that results without any do not wait for them. */
export const bundledPanels: PanelDrawer = {
  async image(png, size) {
    const { drawImagePanel, bundledFonts } = await loaded();
    return drawImagePanel(bundledFonts, png, size);
  },
  async text(lines, size) {
    const { drawTextPanel, bundledFonts } = await loaded();
    return drawTextPanel(bundledFonts, lines, size);
  },
  async code(address, size) {
    const { drawVerificationPanel, bundledFonts } = await loaded();
    return drawVerificationPanel(bundledFonts, { address }, size);
  },
};
