/**
 * A failure that the person at the keyboard can mend. Its message is one plain sentence that says what to do;
 * it is shown as it is, without a stack trace.
 */
export class PlainError extends Error {
  override readonly name: string = 'PlainError';
}

/** A program that this machine lacks and that the person has to install. */
export class MissingProgram extends PlainError {
  override readonly name = 'MissingProgram';
}

/** Runs a command's main function; a failure ends the process with exit code 1 and its sentence. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`\n${sentenceOf(error)}`);
    process.exitCode = 1;
  }
  process.exit();
}

/** What a failure says to a person: one line, no stack trace unless MOTCUA_DEBUG is set. */
export function sentenceOf(error: unknown): string {
  if (process.env.MOTCUA_DEBUG && error instanceof Error) return error.stack ?? error.message;
  if (error instanceof PlainError) return error.message;
  return `Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)} (MOTCUA_DEBUG=1 shows where).`;
}
