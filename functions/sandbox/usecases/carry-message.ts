import type {
  Carriage,
  CarrierAccount,
  CarrierAccounts,
  CarrierDesk,
  CarrierJournal,
  CarrierReply,
  DueReceipts,
  GivenMessage,
  NetworkMemory,
  PlayedCarrier,
  PlayedCarriers,
} from '../carrier-ports.ts';
import { fateOf, lastSaid, receiptsAfter, type Verdict, verdictOn } from '../domain/network.ts';
import type { Inbox, PlayedNotice, PlayedRequest } from '../ports.ts';
import { masked, overHttp, shownOf, strangersTo } from './show-call.ts';

/** What carrying messages needs from outside. */
export interface CarryPorts {
  readonly playedCarriers: PlayedCarriers;
  readonly carrierAccounts: CarrierAccounts;
  readonly network: NetworkMemory;
  readonly inbox: Pick<Inbox, 'keep' | 'called'>;
  readonly dueReceipts: DueReceipts;
  readonly journal: CarrierJournal;
  /** Another number each time. */
  readonly unique: () => string;
  /** Waits as long as a carrier that is slow lets its callers wait. */
  readonly dawdle: () => Promise<void>;
}

/** What the product calls a message that it has sent again under a number of its own. */
const calledAt = (reference: string): string => reference.replace(/-\d{1,3}$/, '');

/** How a carrier answers whatever it is given, before it looks at it; undefined where it looks. */
const mood = async ({ network, dawdle }: CarryPorts, carrier: string): Promise<Verdict | undefined> => {
  const outcome = await network.outcome(carrier);
  if (outcome === 'slow') await dawdle();
  if (outcome === 'throttle') return 'busy';
  return outcome === 'down' ? 'down' : undefined;
};

/** Whether no other carrier was asked first to carry a message: the one that is down for it stays so, any other takes it. */
const isFirst = async ({ network }: CarryPorts, carrier: string, reference: string): Promise<boolean> =>
  ((await network.first('any', reference, carrier)) ?? carrier) === carrier;

const receiptText = (url: string, notice: PlayedNotice): string =>
  'query' in notice ? `GET ${url}?${notice.query}` : `POST ${url}\n\n${notice.body}`;

/** Takes a message as its carrier does, or does with it what its recipient or a person chose; what arrives is kept where its recipient can read it. */
async function carry(
  ports: CarryPorts,
  { channel, knowsRepeats, receipt, hasWebhook }: Omit<PlayedCarrier, 'path' | 'answer'>,
  account: CarrierAccount,
  message: GivenMessage | undefined,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<Carriage> {
  const { carrier, credentials } = account;
  const turnedAway = await mood(ports, carrier);
  if (turnedAway) return { verdict: turnedAway, id };
  if (!message) return { verdict: 'malformed', id };
  const { reference, receiptUrl = hasWebhook && account.receiptUrl, ...content } = message;
  const nth = await ports.network.countTry(carrier, reference);
  const fate = fateOf(message.to);
  const verdict = verdictOn(
    fate === 'down' && !(await isFirst(ports, carrier, reference)) ? 'delivered' : fate,
    nth,
    channel,
  );
  if (verdict !== 'taken' && verdict !== 'lost') return { verdict, id };
  const calledBefore = await ports.network.first(carrier, reference, id);
  if (knowsRepeats && calledBefore !== undefined) return { verdict: 'repeated', id: calledBefore };
  await ports.inbox.keep(id, { channel, carrier, ...content, acceptedAt: now, clientReference: calledAt(reference) });
  if (receipt && receiptUrl)
    for (const { said, afterSeconds } of receiptsAfter(fate)) {
      const at = now + afterSeconds * 1000;
      const notice = receipt({ id, reference, to: message.to, now: at }, said, credentials);
      if (!notice) continue;
      await ports.dueReceipts.send(receiptUrl, notice, afterSeconds);
      await ports.journal.keep(carrier, { at, receipt: masked(receiptText(receiptUrl, notice)) });
    }
  return { verdict, id };
}

/** Answers a call of a carrier's server, and keeps what was said where a person can read it. Undefined where no such kind is played, or it has no such path. */
export const carryMessage =
  (ports: CarryPorts) =>
  async (kind: string, path: string, request: PlayedRequest, now: number): Promise<CarrierReply | undefined> => {
    const played = await ports.playedCarriers(kind);
    if (!played?.path.test(path)) return undefined;
    const accounts = (await ports.carrierAccounts.all()).filter((account) => account.kind === kind);
    let caller: CarrierAccount | undefined;
    const desk: CarrierDesk = {
      async knows(claim) {
        caller = accounts.find(claim);
        return caller !== undefined;
      },
      async told(claim, id) {
        const message = await ports.inbox.called(id);
        const isTheirs = message !== undefined && accounts.find(claim)?.carrier === message.carrier;
        return isTheirs ? lastSaid(fateOf(message.to)) : undefined;
      },
      async isFirst(claim, name) {
        const account = accounts.find(claim);
        return account !== undefined && (await ports.network.first(account.carrier, name, name)) === undefined;
      },
      async carry(claim, message) {
        caller = accounts.find(claim);
        const id = `${kind}-${ports.unique()}`;
        return caller ? carry(ports, played, caller, message, { id, now }) : { verdict: 'stranger', id };
      },
    };
    const { spoken, ...reply } = await played.answer({ ...request, now }, desk);
    const told = shownOf(spoken, () => overHttp(path, request, reply), played.secrets);
    if (told) await ports.journal.keep(caller?.carrier ?? strangersTo(kind), { at: now, ...told });
    return reply;
  };
