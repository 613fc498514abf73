import { PdfDocument } from '../../../functions/results/pades/pdf/document.ts';
import { IncrementalUpdate } from '../../../functions/results/pades/pdf/incremental-update.ts';

/** An attacker's incremental update. */
export function updated(pdf: Buffer, change: (update: IncrementalUpdate) => void): Buffer {
  const update = new IncrementalUpdate(new PdfDocument(pdf));
  change(update);
  return Buffer.concat([pdf, update.finish(Buffer.alloc(16, 0x66)).tail]);
}

/** Offsets of the first signature's /ByteRange text and of its gap. */
export function firstByteRange(pdf: Buffer) {
  const match = /\/ByteRange \[0 (\d+) (\d+) (\d+)\s*\]/.exec(pdf.toString('latin1'));
  if (!match) throw new Error('no /ByteRange');
  const [gapStart = 0, gapEnd = 0, afterLength = 0] = match.slice(1).map(Number);
  return { at: match.index, length: match[0].length, gapStart, gapEnd, afterLength };
}

/** The same file with other bytes at a place. */
export function overwritten(pdf: Buffer, at: number, bytes: string | Buffer): Buffer {
  const changed = Buffer.from(pdf);
  changed.set(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, at);
  return changed;
}
