import { Duplex } from 'node:stream';
import * as z from 'zod';
import { jsonOf } from '../../../../shared/platform/outgoing-http.ts';
import type { CallCarrier } from '../registry.ts';

const Said = z.object({ state: z.string(), said: z.base64() });

/**
 * A connection to a mail server that is reached over HTTP: what the client writes is posted as it comes, with the state that the server
 * gave with its last words. So a sandbox without a port of its own speaks SMTP. An answer that does not come ends the connection.
 */
export const dialogueSocket = (url: string, call: CallCarrier): Duplex => {
  let state = '';
  const exchange = async (bytes: Buffer): Promise<Buffer> => {
    const body = JSON.stringify({ state, said: bytes.toString('base64') });
    const reply = await call(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    const { data } = Said.safeParse(reply?.status === 200 ? jsonOf(reply) : undefined);
    if (!data) throw Object.assign(new Error('the server hung up'), { code: 'ECONNRESET' });
    state = data.state;
    return Buffer.from(data.said, 'base64');
  };
  const speak = (bytes: Buffer, done: (error?: Error | null) => void): void => {
    exchange(bytes).then(
      (said) => {
        if (said.length > 0) socket.push(said);
        done();
      },
      (error: Error) => done(error),
    );
  };
  const socket = Object.assign(
    new Duplex({
      read: () => undefined,
      construct: (done) => speak(Buffer.alloc(0), done),
      write: (chunk: Buffer, _, done) => speak(chunk, done),
      writev: (chunks, done) => speak(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)), done),
      final(done) {
        socket.push(null);
        done();
      },
    }),
    // The calls beneath have ends of their own.
    { setTimeout: () => socket },
  );
  return socket;
};
