/** Milliseconds as a person reads them, such as `0.4 s` or `73 s`. */
export function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 9_950 ? 1 : 0)} s`;
}

/** Tells what is going on inside a running step. */
export type Note = (text: string) => void;

/**
 * Shows one step while it runs and the time that it took, where it notes several parts that of each part as well; the step's
 * own answer or failure passes through.
 */
export async function step<T>(label: string, work: (note: Note) => Promise<T>): Promise<T> {
  const started = performance.now();
  const elapsed = () => secondsText(performance.now() - started);
  let detail = '';
  const parts = timedParts();
  const line = (mark: string) => `${mark} ${label}${detail ? ` (${detail})` : ''}  ${elapsed()}`;
  const tty = process.stdout.isTTY;
  const show = () => process.stdout.write(tty ? `\r\x1b[2K${line('·')}` : `${line('·')}\n`);
  if (tty) show();
  const beat = setInterval(show, tty ? 500 : 20_000);
  const end = (mark: string) => {
    clearInterval(beat);
    process.stdout.write(`${tty ? '\r\x1b[2K' : ''}${line(mark)}\n`);
    const each = parts.texts();
    if (each.length > 1) process.stdout.write(`    ${each.join(', ')}\n`);
  };
  try {
    const answer = await work((text) => {
      detail = text;
      parts.begin(text);
    });
    end('✓');
    return answer;
  } catch (error) {
    end('✗');
    throw error;
  }
}

/** The time that each part of a step took, in the order in which they began; one that is taken up again goes on. */
function timedParts() {
  const took = new Map<string, number>();
  let present: string | undefined;
  let since = 0;
  const close = () => {
    const now = performance.now();
    if (present !== undefined) took.set(present, (took.get(present) ?? 0) + now - since);
    since = now;
  };
  return {
    begin(part: string) {
      close();
      present = part;
      if (!took.has(part)) took.set(part, 0);
    },
    texts() {
      close();
      return [...took].map(([part, milliseconds]) => `${part} ${secondsText(milliseconds)}`);
    },
  };
}
