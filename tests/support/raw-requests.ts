import { request } from 'node:http';
import { stack } from './deployed.ts';

/** What a raw request may carry. */
export interface Sent {
  readonly method?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came. */
export interface Received {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Sends a request to the stack's front door as it is written, byte for byte: nothing is normalised, encoded or added on the way. */
export const sendRaw = (path: string, { method = 'GET', body, headers = {} }: Sent = {}): Promise<Received> => {
  const { hostname, port } = new URL(stack.frontDoor);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const type = String(answer.headers['content-type'] ?? '');
        resolve({ status: answer.statusCode ?? 0, type, bytes, text: bytes.toString('utf8') });
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
};
