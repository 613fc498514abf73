import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { hourAndDate, type Instant, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { concernsMoney, feeWords, standingOf } from '../domain/fee-standing.ts';
import { maskedName } from '../domain/masking.ts';
import { momentWords, nextStepWords, overdueWords, statusTones, statusWords, type Words } from '../domain/words.ts';
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

/** The official status at which a payment is asked for. */
const PAYMENT_REQUESTED = 6;

const isPayable = (fee: Fee, now: Instant): boolean => standingOf(fee, now) === 'payable';

/** The fee by which the dossier shows 6 while none is to be paid: it says what there is to do. Undefined where an officer asked. */
const tellingFee = ({ statusNumber, moments }: CitizenDossier, fees: readonly Fee[], now: Instant): Fee | undefined =>
  statusNumber !== PAYMENT_REQUESTED ||
  fees.some((fee) => isPayable(fee, now)) ||
  moments.some(({ type }) => type === 'payment_requested')
    ? undefined
    : fees.at(-1);

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
    if (standing === 'payable') return [];
    return fee === telling || concernsMoney(standing) || fee.heldVnd > 0 ? feeWords(standing, fee) : [];
  });
};

const dueOf = (fees: readonly Fee[], now: Instant): number =>
  fees.filter((fee) => isPayable(fee, now)).reduce((sum, fee) => sum + fee.amountVnd - fee.receivedVnd, 0);

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
      promisedAt: dossier.promisedAt === undefined ? undefined : hourAndDate(dossier.promisedAt),
      isPromiseAwaited: dossier.statusNumber === 1,
      clock: dossier.clock,
      dueVnd: dueOf(fees, now),
      hasResult: documents.length > 0,
      moments: momentsOf(dossier),
    });
  };
