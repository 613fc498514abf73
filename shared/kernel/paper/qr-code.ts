import { encode } from 'uqr';
import { colours, type Panel } from './drawing.ts';

/** Draws a QR code of level M with its quiet zone as one path of squares: sharp at any size, a few hundred bytes. */
export function drawQrCode(panel: Panel, text: string, box: { left: number; bottom: number; size: number }): void {
  const code = encode(text, { ecc: 'M', border: 4 });
  const squares = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  panel.page.drawSvgPath(squares.join(''), {
    x: box.left,
    y: box.bottom + box.size,
    scale: box.size / code.size,
    color: colours.black,
    borderWidth: 0,
  });
}
