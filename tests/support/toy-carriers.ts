import type { Carrier, CarrierAnswer } from '../../functions/notifications/ports.ts';
import type { CarrierWorld, Incident } from './carrier-suite.ts';

/** A network that speaks a toy's protocol: what arrived at people, and the mood in which the next request finds it. */
const network = (answers: Readonly<Record<Exclude<Incident, 'answer_lost'> | 'taken', string>>) => {
  const arrived: { readonly reference: string; readonly to: string }[] = [];
  let mood: Incident | undefined;
  return {
    arrived,
    meet: (next: Incident): undefined => {
      mood = next;
    },
    /** Answers as the network would, or throws where its answer is lost. */
    take(reference: string, to: string): string {
      const met = mood;
      mood = undefined;
      if (met !== undefined && met !== 'answer_lost') return answers[met];
      arrived.push({ reference, to });
      if (met === 'answer_lost') throw new Error('socket hang up');
      return answers.taken;
    },
  };
};

const lost: CarrierAnswer = { taken: false, fault: 'unknown', reason: 'no_answer' };

/** A toy in JSON and numbered codes that knows every request by our reference: asked about what was cut short, patient, three tries. */
export const codesCarrier = (): CarrierWorld => {
  const codes = { taken: '100', permanent: '108', configuration: '103', retryable: '500' };
  const faults = { '108': 'permanent', '103': 'configuration', '500': 'retryable' } as const;
  const { arrived, meet, take } = network(codes);
  const post = async (body: string): Promise<string> => {
    const { RequestId, Phone } = JSON.parse(body) as { readonly RequestId: string; readonly Phone: string };
    const known = arrived.findIndex(({ reference }) => reference === RequestId);
    const CodeResult = known < 0 ? take(RequestId, Phone) : '124';
    return JSON.stringify({ CodeResult, SMSID: `sms-${known < 0 ? arrived.length - 1 : known}` });
  };
  const carrier: Carrier = {
    name: 'toy_codes',
    tries: 3,
    waits: { leastSeconds: 5, mostSeconds: 60 },
    afterKill: 'lookup',
    async send(message) {
      const text = 'text' in message ? message.text : message.channel;
      const body = JSON.stringify({ RequestId: message.clientReference, Phone: message.to, Content: text });
      const answer = await post(body).catch(() => undefined);
      if (answer === undefined) return lost;
      const { CodeResult, SMSID } = JSON.parse(answer) as { readonly CodeResult: string; readonly SMSID: string };
      const fault = faults[CodeResult as keyof typeof faults];
      return fault ? { taken: false, fault, reason: `toy:${CodeResult}` } : { taken: true, carrierMessageId: SMSID };
    },
    async lookUp(clientReference) {
      const known = arrived.findIndex(({ reference }) => reference === clientReference);
      return known < 0 ? undefined : { carrierMessageId: `sms-${known}` };
    },
  };
  return { carrier, channel: 'sms', meet, arrived: () => arrived.map(({ to }) => to) };
};

/** A toy in lines of words that keeps no references and gives no ids: what was cut short parks, and one try is all. */
export const wordsCarrier = (): CarrierWorld => {
  const { arrived, meet, take } = network({
    taken: 'OK',
    permanent: 'NO SUCH NUMBER',
    configuration: 'BAD LOGIN',
    retryable: 'TRY LATER',
  });
  const say = async (line: string): Promise<string> => take('', line.split(' ')[1] ?? '');
  const faults: Readonly<Record<string, 'permanent' | 'configuration' | 'retryable'>> = {
    'NO SUCH NUMBER': 'permanent',
    'BAD LOGIN': 'configuration',
    'TRY LATER': 'retryable',
  };
  const carrier: Carrier = {
    name: 'toy_words',
    tries: 1,
    waits: { leastSeconds: 30, mostSeconds: 900 },
    afterKill: 'parks',
    async send(message) {
      const said = await say(`SEND ${message.to}`).catch(() => undefined);
      if (said === undefined) return lost;
      const fault = faults[said];
      return fault ? { taken: false, fault, reason: said } : { taken: true };
    },
  };
  return { carrier, channel: 'sms', meet, arrived: () => arrived.map(({ to }) => to) };
};
