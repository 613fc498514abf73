import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { CarrierAnswer } from '../../ports.ts';
import { type Mail, mimeOf } from '../mime.ts';
import type { CallCarrier, MakeCarrier } from '../registry.ts';
import { faultOf } from './codes.ts';
import { dialogueSocket } from './dialogue-socket.ts';
import { manifest } from './manifest.ts';

/** How long the server may take for one reply, and for the whole of a mail, in milliseconds. */
const REPLY_MS = 8000;
const MAIL_MS = 25_000;

type Server = ReturnType<ReturnType<typeof manifest.credentials>['parse']>;

const connectionTo = ({ host, port, security }: Server, origin: string, call: CallCarrier): SMTPConnection =>
  origin === 'live'
    ? new SMTPConnection({
        host,
        port: Number(port),
        secure: security === 'tls',
        requireTLS: true,
        dnsTimeout: REPLY_MS,
        connectionTimeout: REPLY_MS,
        greetingTimeout: REPLY_MS,
        socketTimeout: REPLY_MS,
      })
    : new SMTPConnection({
        // Encrypted by what carries it.
        connection: dialogueSocket(`${origin}/${manifest.kind}/dialogue`, call) as Socket,
        secured: true,
        ignoreTLS: true,
      });

type Failing = Parameters<typeof faultOf>[0];

/** Ends with the first error of the connection, or when the mail has taken too long. */
const orFailing = <T>(connection: SMTPConnection, work: Promise<T>): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })), MAIL_MS);
  connection.on('error', reject);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
};

type Done<T> = (error: Error | null | undefined, value?: T) => void;

const step = <T>(begin: (done: Done<T>) => void): Promise<T | undefined> =>
  new Promise((resolve, reject) => begin((error, value) => (error ? reject(error) : resolve(value))));

/**
 * Mail through a server that an operator names. SMTP knows no references, so a leg that was cut short may be repeated; a repetition has
 * the `Message-ID` of the first, by which mailboxes can tell it.
 */
export const carrier: MakeCarrier = ({ name, sender, credentials }, origin, call) => {
  const server = manifest.credentials().parse(credentials);

  const send = async (mail: Mail): Promise<CarrierAnswer> => {
    const text = await mimeOf(mail, sender, Date.now());
    const connection = connectionTo(server, origin, call);
    let isDataSent = false;
    const dialogue = async (): Promise<void> => {
      await step((done) => connection.connect(done));
      await step((done) => connection.login({ credentials: { user: server.user, pass: server.password } }, done));
      isDataSent = true;
      await step((done) => connection.send({ from: sender, to: [mail.to] }, text, done));
    };
    try {
      await orFailing(connection, dialogue());
      connection.quit();
      return { taken: true };
    } catch (error) {
      connection.close();
      const failing = error as Failing;
      const reason = `smtp:${failing.responseCode ?? failing.code ?? 'error'}`;
      return { taken: false, fault: faultOf(failing, isDataSent), reason };
    }
  };

  return {
    name,
    tries: 3,
    waits: { leastSeconds: 5, mostSeconds: 900 },
    afterKill: 'may_repeat',
    send: async (message) =>
      message.channel === manifest.channel
        ? send(message)
        : { taken: false, fault: 'configuration', reason: 'smtp:carries_email_only' },
  };
};
