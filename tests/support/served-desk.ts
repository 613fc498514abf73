import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { citizenDesk } from './citizen-desk.ts';

/** The desk's pages on a port of this machine, for a browser. `also` answers what is not a page of ours. */
export const servedDesk = async (also: Readonly<Record<string, string>> = {}) => {
  const made = citizenDesk();
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const other = also[request.url ?? ''];
      if (other !== undefined) return response.writeHead(200, { 'content-type': 'text/plain' }).end(other);
      const headers = request.headers as Record<string, string>;
      const sent = { headers, body: Buffer.concat(chunks) };
      const answer = await made.call(request.method ?? 'GET', request.url ?? '/', sent);
      return response.writeHead(answer.status, answer.headers).end(answer.bytes);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  made.desk.publicOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...made, stop: () => new Promise((resolve) => server.close(resolve)) };
};
