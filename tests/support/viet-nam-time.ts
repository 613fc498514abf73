/** Epoch milliseconds of a wall time in Viet Nam, written `2026-11-20 17:00` (seconds optional). */
export function inVietNam(text: string): number {
  const instant = Date.parse(`${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}+07:00`);
  if (Number.isNaN(instant)) throw new RangeError(`not a wall time: ${text}`);
  return instant;
}

/** The wall time in Viet Nam of an instant, to the minute; undefined stays undefined. */
export function wallTime(instant: number | undefined): string | undefined {
  return instant === undefined
    ? undefined
    : new Date(instant + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
