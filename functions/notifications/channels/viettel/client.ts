import { referenceOf } from '../../domain/reference.ts';
import type { CarrierAnswer } from '../../ports.ts';
import { abroad, isPlain } from '../brand-name.ts';
import type { MakeCarrier } from '../registry.ts';
import { TAKEN } from './codes.ts';
import { manifest } from './manifest.ts';

/** Overloaded, or behind a gateway that did not reach it: nothing was sent. */
const BUSY: readonly number[] = [429, 503];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/** A call of `wsCpMt` (SOAP 1.1), its parameters in the order of the description. */
const envelope = (parameters: Readonly<Record<string, string>>): string => {
  const given = Object.entries(parameters).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:impl="http://impl.bulkSms.ws/"><soapenv:Header/><soapenv:Body><impl:wsCpMt>${given.join('')}</impl:wsCpMt></soapenv:Body></soapenv:Envelope>`;
};

const said = (xml: string): CarrierAnswer => {
  const result = /<result>\s*(-?\d{1,6})\s*<\/result>/.exec(xml)?.[1];
  if (result === TAKEN) return { taken: true };
  return { taken: false, fault: 'unknown', reason: `viettel:${result ?? 'unreadable'}` };
};

/** SMS by Viettel's own service. It cannot be asked by our reference, so a leg that was cut short waits for a person. */
export const carrier: MakeCarrier = ({ name, sender, credentials }, origin, call) => {
  const { url, user, password, cpCode } = manifest.credentials().parse(credentials);
  const address = origin === 'live' ? url : `${origin}/${manifest.kind}/bulkapi`;
  return {
    name,
    tries: 3,
    waits: { leastSeconds: 5, mostSeconds: 900 },
    afterKill: 'parks',
    async send(message) {
      if (message.channel !== manifest.channel)
        return { taken: false, fault: 'configuration', reason: 'viettel:carries_sms_only' };
      const phone = abroad(message.to);
      const reply = await call(address, {
        method: 'POST',
        headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""' },
        body: envelope({
          User: user,
          Password: password,
          CPCode: cpCode,
          RequestID: referenceOf(message),
          UserID: phone,
          ReceiverID: phone,
          ServiceID: sender,
          CommandCode: 'bulksms',
          Content: message.text,
          ContentType: isPlain(message.text) ? '0' : '1',
        }),
      });
      if (!reply) return { taken: false, fault: 'unknown', reason: 'viettel:no_answer' };
      if (BUSY.includes(reply.status)) return { taken: false, fault: 'retryable', reason: `viettel:${reply.status}` };
      return said(reply.bytes.toString('utf8'));
    },
  };
};
