import { randomUUID } from 'node:crypto';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { NAMED_BYTES } from '../byte-bodies.ts';
import { type GatewayProblem, gatewayBody, gatewayHeaders, gatewayProblems } from '../gateway-problems.ts';
import { PlainError } from './plain-error.ts';
import { isAddressAbsent } from './ports.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024; // API Gateway's limit for a REST API
const ANSWER_LIMIT_MS = 30_000; // API Gateway ends an integration after 29 s

export interface FrontDoor {
  readonly origin: string;
  stop(): Promise<void>;
}

export interface FrontDoorOptions {
  readonly port: number;
  /** The deployed stage on the emulator, without a slash at the end. Asked for each request, since a deploy may move it. */
  readonly target: () => string;
  /** Calls in flight at one moment; what is above waits its turn. */
  readonly atOnce: number;
}

/** The origin that callers see: what API Gateway's own domain would be. Passes requests on as they came but for `Accept`, which no function reads. */
export async function openFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.atOnce });
  const turn = turnstile(options.atOnce);
  const origin = `http://localhost:${options.port}`;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void readBody(request)
      .then(async (body) => {
        if (body === 'too_large') return answer(request, response, gatewayProblems.tooLarge, origin);
        const leave = await turn();
        try {
          await pass(request, response, body, { target: options.target(), agent, origin });
        } finally {
          leave();
        }
      })
      .catch(() => response.destroy());
  };
  // "localhost" is both addresses; a machine without IPv6 does with one.
  const servers = [await listen(handle, options.port, '127.0.0.1')];
  try {
    servers.push(await listen(handle, options.port, '::1'));
  } catch (error) {
    if (!isAddressAbsent(error)) {
      await Promise.all(servers.map(close));
      throw error;
    }
  }
  return {
    origin,
    async stop() {
      agent.destroy();
      await Promise.all(servers.map(close));
    },
  };
}

function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
  host: string,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 120_000 }, handle);
    server.once('error', (error) => reject(isAddressAbsent(error) ? error : new PlainError(portTaken(port))));
    server.listen(port, host, () => resolve(server));
  });
}

/** What a person reads when somebody else has the port. */
export function portTaken(port: number): string {
  return `Port ${port} is taken by another program: end that program, or choose another port with "npm start -- --port ${port + 1000}".`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too_large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? 'too_large' : Buffer.concat(chunks);
}

/** Sends the request on: its path, query and body byte for byte, its own Host and headers. */
function pass(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  { target, agent, origin }: { readonly target: string; readonly agent: Agent; readonly origin: string },
): Promise<void> {
  const base = new URL(target);
  return new Promise((resolve) => {
    const onward = httpRequest({
      agent,
      host: base.hostname,
      port: base.port,
      method: request.method,
      path: base.pathname.replace(/\/$/, '') + (request.url ?? '/'),
      headers: onwardHeaders(request.rawHeaders, body),
      setHost: false,
      timeout: ANSWER_LIMIT_MS,
    });
    onward.once('timeout', () => onward.destroy(new Error('timeout')));
    onward.once('error', (error) => {
      if (error.message === 'timeout') answer(request, response, gatewayProblems.timedOut, origin);
      else answer(request, response, emulatorIsAway, origin);
      resolve();
    });
    onward.once('response', (reply) => {
      reply.once('error', () => response.destroy());
      // Whoever asked may be gone, which must cost nobody a turn: the emulator has done its work.
      if (response.destroyed) {
        reply.resume().once('close', resolve);
        return;
      }
      response.writeHead(reply.statusCode ?? 502, reply.statusMessage, without(hopByHop, reply.rawHeaders));
      reply.pipe(response);
      response.once('close', () => {
        reply.destroy();
        resolve();
      });
    });
    onward.end(body);
  });
}

const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'expect']);

/** Names and values in turn, without those that a name is in `left`. */
function without(left: ReadonlySet<string>, rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''];
    if (!left.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

const notOnward = new Set([...hopByHop, 'accept']);

/**
 * A chunked body goes on with its length, because it has been read to its end. What is accepted is named anew: to API Gateway every
 * answer of bytes is accepted, to an emulator only under a type that it was given by name.
 */
function onwardHeaders(rawHeaders: readonly string[], body: Buffer): string[] {
  const kept = [...without(notOnward, rawHeaders), 'Accept', NAMED_BYTES];
  const hasLength = kept.some((text, at) => at % 2 === 0 && text.toLowerCase() === 'content-length');
  if (body.length > 0 && !hasLength) kept.push('Content-Length', String(body.length));
  return kept;
}

const emulatorIsAway: GatewayProblem = {
  ...gatewayProblems.unreachable,
  detail: 'The local AWS emulator does not answer. Run "npm start" again.',
};

/** What the gateway would say by itself; in a browser a page, since a person reads it. */
function answer(request: IncomingMessage, response: ServerResponse, problem: GatewayProblem, origin: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, title, detail } = problem;
  const html = request.headers.accept?.includes('text/html') === true;
  const body = html
    ? `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${status}</title><p>${title}. ${detail}</p></html>`
    : JSON.stringify(gatewayBody(problem, origin, randomUUID()));
  response.writeHead(status, {
    ...gatewayHeaders,
    ...(html ? { 'Content-Type': 'text/html; charset=utf-8' } : {}),
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Lets `places` callers in at once; the others wait in the order in which they came. */
function turnstile(places: number): () => Promise<() => void> {
  let free = places;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    return leave;
  };
}
