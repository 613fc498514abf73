import {
  drawImagePanel,
  drawTextPanel,
  drawVerificationPanel,
} from '../../functions/results/pades/panels/decree-30.ts';
import type { PanelDrawer } from '../../functions/results/ports.ts';
import { panelFonts } from './pades/images.ts';

/** Panels drawn as in the product, with fonts from their package. */
export const drawnPanels: PanelDrawer = {
  image: (png, size) => drawImagePanel(panelFonts, png, size),
  text: (lines, size) => drawTextPanel(panelFonts, lines, size),
  code: (address, size) => drawVerificationPanel(panelFonts, { address }, size),
};
