import { isUtf8Text } from '../../../shared/kernel/characters.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Callback, Merchant, Merchants, ProviderMessage, Refusal, Terminal } from '../ports.ts';
import type { RefundHint } from '../refund-ports.ts';

/** A message takes at most this many bytes, body and query together; more is refused unread. */
const MAX_MESSAGE_BYTES = 64 * 1024;

const bytesOf = ({ query, body }: ProviderMessage): number =>
  Object.entries(query).reduce(
    (sum, [name, values]) => sum + values.reduce((length, value) => length + name.length + value.length, 0),
    body.length,
  );

type Read<T> = (terminal: Terminal, message: ProviderMessage) => Result<T, Refusal>;

const readWith = <T>(terminals: readonly Terminal[], message: ProviderMessage, read: Read<T>): Result<T, Refusal> => {
  let result: Result<T, Refusal> = fail('bad_signature');
  for (const terminal of terminals) {
    result = read(terminal, message);
    if (result.ok || result.failure !== 'bad_signature') return result;
  }
  return result;
};

const verified =
  <T>(read: Read<T>) =>
  ({ merchants }: { readonly merchants: Merchants }) =>
  async (merchant: Merchant, message: ProviderMessage): Promise<Result<T, Refusal>> => {
    if (bytesOf(message) > MAX_MESSAGE_BYTES || !isUtf8Text(message.body)) return fail('malformed');
    const result = readWith(await merchants.terminals(merchant), message, read);
    if (result.ok || result.failure !== 'bad_signature') return result;
    return readWith(await merchants.freshTerminals(merchant), message, read);
  };

/** What a verified message says: what became of orders, and which others, and which refunds, are to be asked about. */
export interface Told {
  readonly callbacks: readonly Callback[];
  readonly hinted: readonly string[];
  readonly refunds: readonly RefundHint[];
}

/** What a merchant's message says, by any credential that is valid now. On a mismatch the secret store is asked again. */
export const verifyMessage = verified<Told>((terminal, message) => {
  const read = terminal.read(message);
  if (!read.ok) return read;
  const hints = terminal.hints?.(message) ?? ok([]);
  if (!hints.ok) return hints;
  const refunds = terminal.refundHints?.(message) ?? ok([]);
  return refunds.ok ? ok({ callbacks: read.value, hinted: hints.value, refunds: refunds.value }) : refunds;
});

/** What a payer's browser says that it comes back from, verified as a message is; undefined where it says nothing. */
export const verifyReturn = verified<Pick<Callback, 'reference' | 'outcome'> | undefined>((terminal, message) => {
  if (terminal.back) return terminal.back(message);
  const read = terminal.read(message);
  return read.ok ? ok(read.value[0]) : read;
});
