import type { PlayedRequest, ServerAnswer } from '../ports.ts';
import { holdersOf, type TransferPorts } from './make-transfer.ts';

/** Answers a merchant's server that asks a provider for the transfers to an account, in the provider's own words; undefined where it cannot be asked that way. */
export const readStatement =
  (ports: Pick<TransferPorts, 'providers' | 'accounts' | 'transfers'>) =>
  async (name: string, path: string, request: PlayedRequest): Promise<ServerAnswer | undefined> => {
    const statement = (await ports.providers(name))?.bank?.statement;
    if (!statement?.path.test(path)) return undefined;
    const accountNumber = statement.accountNumberOf(request) ?? '';
    const holders = await holdersOf(ports)(name, accountNumber);
    const credentials = holders.map(({ account }) => account.credentials);
    return statement.answer(request, credentials, await ports.transfers.to(accountNumber));
  };
