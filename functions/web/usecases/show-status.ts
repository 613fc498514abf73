import { endsClock, statusWords } from '../../../shared/kernel/dossier-status.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { hourAndDate, type Instant, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import { concernsMoney, feeWords, returningWords, standingOf } from '../domain/fee-standing.ts';
import { maskedName } from '../domain/masking.ts';
import { momentWords, nextStepWords, overdueWords, statusTones } from '../domain/words.ts';
import type { StatusView } from '../pages/status.ts';
import type { Agencies, CitizenDossier, Dossiers, Fee, FeeReader, IssuedDocuments } from '../ports.ts';

const unknownWords = { vi: 'Đang cập nhật', en: 'Being updated' };

const momentsOf = (dossier: CitizenDossier): StatusView['moments'] =>
  dossier.moments
    .flatMap(({ at, type, date }) => {
      const words = momentWords[type];
      if (words === undefined) return [];
      const told = date === undefined ? undefined : hourAndDate(date);
      return [{ at: hourAndDate(at), iso: toOffsetDateTime(at), label: words, date: told }];
    })
    .reverse();

/** The statuses at which the agency is the one to act. */
const atTheAgency: readonly number[] = [2, 4];

const isLate = ({ statusNumber, clock }: CitizenDossier): boolean =>
  clock === 'overdue' && atTheAgency.includes(statusNumber);

/** The statuses at which no result is to come. */
const withoutResult: readonly number[] = [3, 8];

/** The official status at which a payment is asked for. */
const PAYMENT_REQUESTED = 6;

const isPayable = (fee: Fee, now: Instant): boolean => standingOf(fee, now) === 'payable';

/**
 * The fee that says what there is to do where none is to be paid: the one by which the dossier shows 6, unless an officer asked, and at the
 * agency's own statuses the last one, where it ran out unpaid.
 */
const tellingFee = ({ statusNumber, moments }: CitizenDossier, fees: readonly Fee[], now: Instant): Fee | undefined => {
  const last = fees.at(-1);
  if (last === undefined || fees.some((fee) => isPayable(fee, now))) return undefined;
  if (statusNumber === PAYMENT_REQUESTED)
    return moments.some(({ type }) => type === 'payment_requested') ? undefined : last;
  return atTheAgency.includes(statusNumber) && standingOf(last, now) === 'expired' ? last : undefined;
};

/** What is to do, unless what is said of the money answers that: while it is under review, or was settled just now, nothing is to pay. */
const nextStepOf = (dossier: CitizenDossier, fees: readonly Fee[], now: Instant): Words | undefined => {
  if (isLate(dossier)) return overdueWords;
  const isReviewed = fees.some((fee) => standingOf(fee, now) === 'under_review');
  if (tellingFee(dossier, fees, now) || (dossier.statusNumber === PAYMENT_REQUESTED && isReviewed)) return undefined;
  return nextStepWords[dossier.statusNumber] ?? unknownWords;
};

const moneyWordsOf = (dossier: CitizenDossier, fees: readonly Fee[], now: Instant): readonly Words[] => {
  const telling = tellingFee(dossier, fees, now);
  return fees.flatMap((fee) => {
    const standing = standingOf(fee, now);
    if (standing === 'payable') return returningWords(fee);
    const isTold = fee === telling || concernsMoney(standing) || fee.heldVnd > 0 || fee.returningVnd > 0;
    return isTold ? feeWords(standing, fee) : [];
  });
};

const dueOf = (fees: readonly Fee[], now: Instant): number =>
  fees.filter((fee) => isPayable(fee, now)).reduce((sum, fee) => sum + fee.amountVnd - fee.receivedVnd, 0);

/** The promise that holds: none of a dossier that ended without a result. */
const promiseOf = ({ statusNumber, promisedAt }: CitizenDossier): string | undefined =>
  promisedAt === undefined || withoutResult.includes(statusNumber) ? undefined : hourAndDate(promisedAt);

/** What a token's page shows at a moment; `not_found` for any text that is no token. */
export const showStatus =
  (ports: {
    readonly dossiers: Dossiers;
    readonly agencies: Agencies;
    readonly fees: FeeReader;
    readonly documents: IssuedDocuments;
  }) =>
  async (token: string, now: Instant): Promise<Result<StatusView>> => {
    const dossier = await ports.dossiers.ofToken(token, now);
    if (!dossier) return fail({ kind: 'not_found', what: 'page' });
    const [agency, fees, documents] = await Promise.all([
      ports.agencies.named(dossier.agencyCode),
      ports.fees.ofDossier(dossier.dossierCode),
      ports.documents.ofDossier(dossier.dossierCode),
    ]);
    return ok({
      token,
      dossierCode: dossier.dossierCode,
      procedureName: dossier.procedureName,
      maskedName: dossier.applicantName === undefined ? undefined : maskedName(dossier.applicantName),
      agency,
      status: statusWords[dossier.statusNumber] ?? unknownWords,
      tone: isLate(dossier) ? 'wait' : (statusTones[dossier.statusNumber] ?? 'plain'),
      nextStep: nextStepOf(dossier, fees, now),
      aboutMoney: moneyWordsOf(dossier, fees, now),
      promisedAt: promiseOf(dossier),
      isPromiseAwaited: dossier.statusNumber === 1,
      clock: dossier.clock,
      dueVnd: dueOf(fees, now),
      hasReceipts: fees.some(({ receipts }) => receipts.length > 0),
      isRateable: endsClock(dossier.statusNumber),
      isDownloadable: documents.length > 0 && dossier.phone !== undefined,
      moments: momentsOf(dossier),
    });
  };
