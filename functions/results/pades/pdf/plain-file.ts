const before = /^(?:\xef\xbb\xbf)?[\0\t\n\f\r ]*(?=%PDF-)/;
const endMark = '%%EOF';
const mostAround = 1024;
/** Words by which a reader that repairs finds something. */
const structure = /obj|xref|trailer|%PDF-/;

/**
 * The PDF in a file, without the blanks or the byte order mark that stand before it and without what programs and servers leave after its
 * end (NUL, Ctrl-Z, a comment of theirs): no page shows any of it. A writer that put something before a file knew nothing of it, so that
 * offsets count from the `%PDF`. The bytes as they are where nothing, more than a kilobyte or something that a reader might read is around.
 */
export function plainFileOf(file: Buffer): Buffer {
  const start = before.exec(file.toString('latin1', 0, mostAround))?.[0].length ?? 0;
  const tailStart = Math.max(start, file.length - mostAround);
  const tail = file.toString('latin1', tailStart);
  const mark = tail.lastIndexOf(endMark);
  const end = mark + endMark.length;
  const rest = tail.slice(end);
  const isPlain = mark < 0 || /^[\t\n\f\r ]*$/.test(rest) || structure.test(rest);
  return file.subarray(start, isPlain ? file.length : tailStart + end);
}
