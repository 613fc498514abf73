import { PlainError } from '../plain-error.ts';
import type { Emulator } from './emulator.ts';
import { external } from './external.ts';
import { findLocalstack } from './localstack.ts';
import { ministack } from './ministack.ts';

/** An emulator and the reason why it is this one. */
export interface Choice {
  readonly emulator: Emulator;
  readonly why: string;
}

/** For `npm start`: MiniStack, unless AWS_ENDPOINT_URL or MOTCUA_EMULATOR asks for another. */
export async function emulatorForStart(): Promise<Choice> {
  return (await askedFor()) ?? { emulator: ministack(), why: 'the default' };
}

/** For the tests: LocalStack where this machine can run it, else MiniStack. */
export async function emulatorForTests(): Promise<Choice> {
  const asked = await askedFor();
  if (asked) return asked;
  const found = await findLocalstack();
  if ('emulator' in found) return { emulator: found.emulator, why: 'the first choice for tests' };
  return { emulator: ministack(), why: found.missing };
}

async function askedFor(): Promise<Choice | undefined> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint) return { emulator: external(endpoint), why: 'AWS_ENDPOINT_URL names it' };
  const name = process.env.MOTCUA_EMULATOR;
  const why = 'MOTCUA_EMULATOR asks for it';
  if (name === undefined || name === '') return undefined;
  if (name === 'ministack') return { emulator: ministack(), why };
  if (name !== 'localstack') throw new PlainError(`MOTCUA_EMULATOR must be ministack or localstack, not "${name}".`);
  const found = await findLocalstack();
  if ('missing' in found) throw new PlainError(`${found.missing}: install that, or leave MOTCUA_EMULATOR out.`);
  return { emulator: found.emulator, why };
}
