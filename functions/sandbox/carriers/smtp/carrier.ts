import * as z from 'zod';
import type { CarrierDesk, PlayedCarrier, Spoken } from '../../carrier-ports.ts';
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

/** What the server replies to a line, undefined where its answer is lost; `isOver`: what was said is shown, since a mail or a sign-in has ended by it. */
interface LineReply {
  readonly reply: string | undefined;
  readonly isOver: boolean;
}

async function replyTo(dialogue: Dialogue, line: string, desk: CarrierDesk): Promise<LineReply> {
  const { reply, check, mail } = lineAt(dialogue, line);
  if (check) return (await desk.knows(check)) ? { reply, isOver: false } : { reply: replies.stranger, isOver: true };
  if (!mail) return { reply, isOver: false };
  const { verdict } = await desk.carry(signedIn(dialogue), await mailIn(Buffer.from(mail.text, 'latin1'), mail.to));
  return { reply: verdict === 'lost' ? undefined : replies[verdict], isOver: true };
}

/** Adds what was said to what is shown of it, bytes of UTF-8 as their text. */
const note = (dialogue: Dialogue, line: string, reply = '(…)'): void => {
  dialogue.asked += `${Buffer.from(line, 'latin1').toString('utf8')}\n`;
  if (reply !== '') dialogue.answered += `${reply}\n`;
};

/**
 * A mail server over HTTP: each call brings what the client wrote and the state after the last one, and takes what the server says and
 * the state after that.
 */
export const played: PlayedCarrier = {
  channel: 'email',
  path: /^dialogue$/,
  knowsRepeats: false,
  secrets: /(?<=^AUTH PLAIN )\S+/gm,
  async answer(request, desk) {
    const { data } = Said.safeParse(jsonIn(request.body));
    const kept = data && (data.state === '' ? begun() : KeptDialogue.safeParse(jsonIn(data.state)).data);
    if (!data || !kept) return { status: 400, text: '', spoken: null };
    const dialogue = { ...kept, rest: '' };
    const lines = (kept.rest + Buffer.from(data.said, 'base64').toString('latin1')).split('\r\n');
    const said: string[] = data.state === '' ? ['220 sandbox ESMTP'] : [];
    let spoken: Spoken | null = null;
    for (const line of lines.slice(0, -1)) {
      const { reply, isOver } = await replyTo(dialogue, line, desk);
      note(dialogue, line, reply);
      if (isOver) {
        spoken = { asked: dialogue.asked, answered: dialogue.answered };
        Object.assign(dialogue, { asked: '', answered: '' });
      }
      if (reply === undefined) return { status: 504, text: '', spoken };
      if (reply !== '') said.push(reply);
    }
    dialogue.rest = lines.at(-1) ?? '';
    const words = said.map((reply) => `${reply}\r\n`).join('');
    return {
      status: 200,
      json: { state: JSON.stringify(dialogue), said: Buffer.from(words, 'latin1').toString('base64') },
      spoken,
    };
  },
};
