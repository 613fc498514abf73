import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { neighbourhoodOf, SHARES, shareOf } from '../../../shared/kernel/source.ts';
import type { Limit, StrangerLimits } from '../../../shared/kernel/stranger-limits.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Count } from '../../../shared/kernel/tries.ts';

/** How often one dossier or phone may be tried: a guess among the 10,000 last digits takes months. */
const TARGET_LIMITS = [
  { atMost: 5, withinMs: 15 * MINUTE_MS },
  { atMost: 20, withinMs: DAY_MS },
] as const;

const shareOfEach = (limits: readonly Limit[]): readonly Limit[] =>
  limits.map(({ atMost, withinMs }) => ({ atMost: Math.ceil(atMost / SHARES), withinMs }));

const bySource = (
  what: string,
  network: string,
  limits: { readonly perSource: readonly Limit[]; readonly inAll: readonly Limit[] },
): readonly Count[] => [
  { of: 'source', name: `${what} from ${network}`, limits: limits.perSource },
  { of: 'installation', name: `${what} in share ${shareOf(network)}`, limits: shareOfEach(limits.inAll) },
];

/**
 * What a guess of a phone's last four digits counts for: its source and the installation first, so that who is held back there uses up
 * no dossier's tries; then the dossier, wherever the guesses come from.
 */
export const lastDigitsCounts = (
  { wrongDigits }: StrangerLimits,
  { network, dossierCode }: { readonly network: string; readonly dossierCode: DossierCode },
): readonly Count[] => [
  ...bySource('last digits', network, wrongDigits),
  { of: 'target', name: `last digits of ${dossierCode}`, limits: TARGET_LIMITS },
];

/**
 * What a whole phone number counts for: the pair of source and dossier, and the pair of source and phone. Nobody's guesses at other
 * dossiers or from other networks count, so this way stays open to the owner whatever strangers do.
 */
export const wholePhoneCounts = (tried: {
  readonly network: string;
  readonly dossierCode: DossierCode;
  readonly phone: string;
}): readonly Count[] => [
  { of: 'target', name: `phone of ${tried.dossierCode} from ${tried.network}`, limits: TARGET_LIMITS },
  { of: 'target', name: `phone ${tried.phone} from ${tried.network}`, limits: TARGET_LIMITS },
];

/** What a download code by SMS counts for until it is typed in. */
export const untypedCodeCounts = ({ codes }: StrangerLimits, network: string): readonly Count[] => [
  ...bySource('codes', network, codes),
  { of: 'neighbourhood', name: `codes from around ${neighbourhoodOf(network)}`, limits: codes.perNeighbourhood },
];

/** What a download code by SMS counts for whatever becomes of it: its phone, so that nobody is rung for ever. */
export const sentCodeCounts = ({ codes }: StrangerLimits, phone: string): readonly Count[] => [
  { of: 'target', name: `codes to ${phone}`, limits: codes.perPhone },
];
