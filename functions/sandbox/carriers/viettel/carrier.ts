import type { CarrierReply, Claim, GivenMessage, PlayedCarrier } from '../../carrier-ports.ts';
import type { Verdict } from '../../domain/network.ts';
import { recipientOf } from '../../domain/recipient.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of the first element of a name; empty where there is none. */
const elementIn = (xml: string, name: string): string =>
  (new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '').replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, entity: string) => entities[entity] ?? '',
  );

const answer = (result: string, message: string): CarrierReply => ({
  status: 200,
  text: `<?xml version="1.0" ?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><ns2:wsCpMtResponse xmlns:ns2="http://impl.bulkSms.ws/"><return><message>${message}</message><result>${result}</result></return></ns2:wsCpMtResponse></S:Body></S:Envelope>`,
  headers: { 'Content-Type': 'text/xml;charset=utf-8' },
});

const replies: Readonly<Record<Verdict, CarrierReply>> = {
  taken: answer('1', 'Insert MT_QUEUE: OK'),
  repeated: answer('1', 'Insert MT_QUEUE: OK'),
  refused: answer('0', 'ReceiverID is not valid'),
  stranger: answer('0', 'Authenticate: failed'),
  malformed: answer('0', 'Check parameters'),
  busy: { status: 429, text: '' },
  down: { status: 503, text: '' },
  lost: { status: 504, text: '' },
};

const messageIn = (xml: string): GivenMessage | undefined => {
  const text = elementIn(xml, 'Content');
  const to = elementIn(xml, 'ReceiverID');
  const isCall = xml.includes(':wsCpMt>') && elementIn(xml, 'CommandCode') === 'bulksms' && text !== '' && to !== '';
  return isCall ? { reference: elementIn(xml, 'RequestID'), to: recipientOf(to), text } : undefined;
};

const claimIn =
  (xml: string): Claim =>
  ({ sender, credentials }) =>
    elementIn(xml, 'User') === credentials.user &&
    elementIn(xml, 'Password') === credentials.password &&
    elementIn(xml, 'CPCode') === credentials.cpCode &&
    elementIn(xml, 'ServiceID') === sender;

/** Viettel's BulkSMS WebService from the other side. */
export const played: PlayedCarrier = {
  channel: 'sms',
  path: /^bulkapi$/,
  knowsRepeats: false,
  secrets: /(?<=<Password>)[^<]*/g,
  async answer({ body }, desk) {
    const xml = Buffer.from(body).toString('utf8');
    const { verdict } = await desk.carry(claimIn(xml), messageIn(xml));
    return replies[verdict];
  },
};
