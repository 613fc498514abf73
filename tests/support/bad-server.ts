import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

const head = (status: string, bytes: number): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: ${bytes}\r\n\r\n`;

const drip = (socket: Socket): void => {
  socket.write(head('200 OK', 100_000));
  const drops = setInterval(() => socket.write('{'), 20);
  socket.on('close', () => clearInterval(drops));
};

/** How a server can fail its caller after it has taken the request. */
export const faults = {
  'is silent': () => undefined,
  'stops after the headers': (socket: Socket) => socket.write(head('200 OK', 100)),
  'stops in the middle of the body': (socket: Socket) => socket.write(`${head('200 OK', 100)}{"half`),
  'hangs up in the middle of the body': (socket: Socket) => socket.end(`${head('200 OK', 100)}{"half`),
  'sends a byte now and then': drip,
  'hangs up at once': (socket: Socket) => socket.destroy(),
  'answers 503': (socket: Socket) => socket.end(`${head('503 Service Unavailable', 2)}{}`),
} as const;

/** The name of a fault. */
export type Fault = keyof typeof faults;

/** A server that fails each request in one way, and counts them. `stop` ends it with all its connections. */
export const badServer = async (fault: Fault) => {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    // What comes behind the first bytes is the rest of the same request.
    socket.once('data', () => {
      requests += 1;
      socket.resume();
      faults[fault](socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests: () => requests,
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
