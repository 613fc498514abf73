import * as z from 'zod';
import type { CarrierDesk, PlayedCarrier } from '../../carrier-ports.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { Verdict } from '../../domain/network.ts';
import { mailIn } from '../wire-mail.ts';
import { begun, type Dialogue, Dialogue as KeptDialogue, lineAt, signedIn } from './dialogue.ts';

const Said = z.object({ state: z.string(), said: z.base64() });

const replies: Readonly<Record<Exclude<Verdict, 'lost'>, string>> = {
  taken: '250 2.0.0 OK',
  repeated: '250 2.0.0 OK',
  refused: '554 5.1.1 No such mailbox',
  busy: '451 4.3.2 Too busy',
  down: '421 4.3.2 Shutting down',
  stranger: '535 5.7.8 Authentication failed',
  malformed: '554 5.6.0 Not a mail',
};

/** The server's reply to one line of the client; undefined where its answer is lost. */
async function replyTo(dialogue: Dialogue, line: string, desk: CarrierDesk): Promise<string | undefined> {
  const { reply, check, mail } = lineAt(dialogue, line);
  if (check) return (await desk.knows(check)) ? reply : replies.stranger;
  if (!mail) return reply;
  const { verdict } = await desk.carry(signedIn(dialogue), await mailIn(Buffer.from(mail.text, 'latin1'), mail.to));
  return verdict === 'lost' ? undefined : replies[verdict];
}

/**
 * A mail server over HTTP: each call brings what the client wrote and the state after the last one, and takes what the server says and
 * the state after that.
 */
export const played: PlayedCarrier = {
  channel: 'email',
  path: /^dialogue$/,
  knowsRepeats: false,
  async answer(request, desk) {
    const { data } = Said.safeParse(jsonIn(request.body));
    const kept = data && (data.state === '' ? begun() : KeptDialogue.safeParse(jsonIn(data.state)).data);
    if (!data || !kept) return { status: 400, text: '' };
    const dialogue = { ...kept, rest: '' };
    const lines = (kept.rest + Buffer.from(data.said, 'base64').toString('latin1')).split('\r\n');
    const said: string[] = data.state === '' ? ['220 sandbox ESMTP'] : [];
    for (const line of lines.slice(0, -1)) {
      const reply = await replyTo(dialogue, line, desk);
      if (reply === undefined) return { status: 504, text: '' };
      if (reply !== '') said.push(reply);
    }
    dialogue.rest = lines.at(-1) ?? '';
    const words = said.map((reply) => `${reply}\r\n`).join('');
    return {
      status: 200,
      json: { state: JSON.stringify(dialogue), said: Buffer.from(words, 'latin1').toString('base64') },
    };
  },
};
