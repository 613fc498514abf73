import { plainText } from '../../../functions/notifications/domain/sms-text.ts';
import type { Composed } from '../../../functions/notifications/ports.ts';

const known = new WeakMap<Composed, string>();

/** What Zalo shows of a template: here its values alone. */
const writtenIn = (message: Composed): string => {
  if (message.channel === 'sms') return message.text;
  return plainText(message.channel === 'zalo' ? Object.values(message.parameters).join(' ') : message.body);
};

/** A message's words, without accents. */
export const wordsOf = (message: Composed): string => {
  const words = known.get(message) ?? writtenIn(message);
  known.set(message, words);
  return words;
};
