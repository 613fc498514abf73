import { open } from 'node:fs/promises';

/** Why what is going on in an emulator cannot end well, as it is first seen. */
export interface Trouble {
  /** What has failed, in one clause. */
  readonly cause: string;
  /** What a person can do about it, in one sentence. */
  readonly advice: string;
}

/** A function whose Node process does not come up. */
export const couldNotStart = (name: string, reason: string): Trouble => ({
  cause: `the function ${name} could not start (${reason})`,
  advice: 'Look whether memory or disk is short and whether the code of that function loads in Node',
});

/** What one line of an emulator's log tells; undefined for a line that tells of no trouble. */
export type TroubleIn = (line: string) => Trouble | undefined;

/** For an emulator whose log cannot be read from here: what fails in it is told by CloudFormation alone. */
export const noTroubleSeen = async (): Promise<() => void> => () => {};

const LOOK_EVERY_MS = 200;

/**
 * Tells of every trouble that an emulator writes into its log from now on, until it is stopped.
 * A log that is not there yet is waited for.
 */
export async function watchLog(
  logFile: string,
  troubleIn: TroubleIn,
  tell: (trouble: Trouble) => void,
): Promise<() => void> {
  let at = (await read(logFile, 0)).end;
  let rest = '';
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    const { text, end } = await read(logFile, at);
    at = end;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const trouble = troubleIn(line);
      if (trouble) tell(trouble);
    }
    looking = false;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

async function read(file: string, from: number): Promise<{ text: string; end: number }> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return { text: '', end: from };
  try {
    const { size } = await handle.stat();
    const start = size < from ? 0 : from; // begun anew meanwhile
    const buffer = Buffer.alloc(size - start);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    return { text: buffer.toString('utf8', 0, bytesRead), end: start + bytesRead };
  } finally {
    await handle.close();
  }
}
