import * as z from 'zod';
import type { Claim } from '../../carrier-ports.ts';

/** Where a dialogue of SMTP stands; texts hold one byte in each character. */
export const Dialogue = z.object({
  /** What was said of a line that has not ended yet. */
  rest: z.string(),
  user: z.string(),
  password: z.string(),
  from: z.string(),
  to: z.string(),
  /** The mail as far as it came; null while no mail is being said. */
  text: z.string().nullable(),
  /** What was said since the last mail, each side's lines by themselves. */
  asked: z.string().default(''),
  answered: z.string().default(''),
});

/** Where a dialogue of SMTP stands. */
export type Dialogue = z.infer<typeof Dialogue>;

/** A dialogue in which nobody has said anything. */
export const begun = (): Dialogue => ({
  rest: '',
  user: '',
  password: '',
  from: '',
  to: '',
  text: null,
  asked: '',
  answered: '',
});

/** Whether an account is that of whoever signed in, sending as whom it may. */
export const signedIn =
  ({ user, password, from }: Dialogue): Claim =>
  ({ sender, credentials }) =>
    user !== '' && credentials.user === user && credentials.password === password && sender === from;

/** What the server says to a line; `check`: only if there is such an account; `mail`: as its carrier takes it. Nothing while a mail is said. */
export interface LineAnswer {
  readonly reply: string;
  readonly check?: Claim;
  readonly mail?: { readonly text: string; readonly to: string };
}

const addressIn = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? '';

/** A line of a mail (RFC 5321, 4.5.2): a single dot ends it, any other dot in front is one too many. */
const lineOfMail = (dialogue: Dialogue, text: string, line: string): LineAnswer => {
  if (line !== '.') {
    dialogue.text = `${text}${line.replace(/^\./, '')}\r\n`;
    return { reply: '' };
  }
  dialogue.text = null;
  return { reply: '', mail: { text, to: dialogue.to } };
};

/** `AUTH PLAIN` (RFC 4616): nothing, the user and the password with a NUL before each. */
const signIn = (dialogue: Dialogue, line: string): LineAnswer => {
  const [, user = '', password = ''] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
    .toString('utf8')
    .split('\0');
  Object.assign(dialogue, { user, password });
  return {
    reply: '235 2.7.0 Authentication successful',
    check: ({ credentials }) => credentials.user === user && credentials.password === password,
  };
};

/** Takes one line of the client, and moves the dialogue on by it (RFC 5321; AUTH by RFC 4954). */
export const lineAt = (dialogue: Dialogue, line: string): LineAnswer => {
  if (dialogue.text !== null) return lineOfMail(dialogue, dialogue.text, line);
  const verb = line.toUpperCase();
  if (verb.startsWith('EHLO')) return { reply: '250-sandbox\r\n250-8BITMIME\r\n250 AUTH PLAIN' };
  if (verb.startsWith('AUTH PLAIN ')) return signIn(dialogue, line);
  if (verb.startsWith('MAIL FROM:')) {
    dialogue.from = addressIn(line);
    return { reply: '250 2.1.0 OK' };
  }
  if (verb.startsWith('RCPT TO:')) {
    dialogue.to = addressIn(line);
    return { reply: '250 2.1.5 OK' };
  }
  if (verb === 'DATA') {
    dialogue.text = '';
    return { reply: '354 End data with <CR><LF>.<CR><LF>' };
  }
  return verb === 'QUIT' ? { reply: '221 2.0.0 Bye' } : { reply: '502 5.5.1 Command not implemented' };
};
