import { utf8Text } from '../../../shared/kernel/characters.ts';
import { fail, type Result } from '../../../shared/kernel/result.ts';
import type { Callback, Merchant, Merchants, ProviderMessage, Refusal, Terminal } from '../ports.ts';

/** A message takes at most this many bytes, body and query together; more is refused unread. */
const MAX_MESSAGE_BYTES = 64 * 1024;

const bytesOf = ({ query, body }: ProviderMessage): number =>
  Object.entries(query).reduce(
    (sum, [name, values]) => sum + values.reduce((length, value) => length + name.length + value.length, 0),
    body.length,
  );

const readWith = (terminals: readonly Terminal[], message: ProviderMessage): Result<readonly Callback[], Refusal> => {
  let result: Result<readonly Callback[], Refusal> = fail('bad_signature');
  for (const terminal of terminals) {
    result = terminal.read(message);
    if (result.ok || result.failure !== 'bad_signature') return result;
  }
  return result;
};

/** The notices of a merchant's message, by any credential that is valid now. On a mismatch the secret store is asked again. */
export const verifyMessage =
  ({ merchants }: { readonly merchants: Merchants }) =>
  async (merchant: Merchant, message: ProviderMessage): Promise<Result<readonly Callback[], Refusal>> => {
    if (bytesOf(message) > MAX_MESSAGE_BYTES || utf8Text(message.body) === undefined) return fail('malformed');
    const result = readWith(await merchants.terminals(merchant), message);
    if (result.ok || result.failure !== 'bad_signature') return result;
    return readWith(await merchants.freshTerminals(merchant), message);
  };
