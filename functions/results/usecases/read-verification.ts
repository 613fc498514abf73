import * as z from 'zod';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { sortable, toOffsetDateTime, vietNamDate } from '../../../shared/kernel/time.ts';
import { Sha256 } from '../domain/facts.ts';
import type { RegisteredReceipt } from '../domain/receipt-book.ts';
import type { IssuedResult } from '../domain/registry-entry.ts';
import { plainCode, plainHash } from '../domain/typed-codes.ts';
import type { Agencies, ReceiptRegister, ResultRegistry } from '../ports.ts';

/** What anybody with the code or a file of it may know of a result: never personal data, so not its title. */
export interface Verification {
  /** Of a receipt and a credit note; a result has none. */
  readonly kind?: 'receipt' | 'credit_note';
  readonly status: 'issued' | 'replaced' | 'revoked';
  readonly documentNumber: string;
  readonly agency: { readonly code: AgencyCode; readonly name: string };
  readonly issuedOn: string;
  /** Of the newest revision. */
  readonly sha256: string;
  /** Of every revision, oldest first. */
  readonly versions: readonly string[];
  /** PAdES baseline level of the newest revision. */
  readonly level: string;
  /** The names in the certificates that signed it, in the order of signing; of a receipt, and of files of which none were kept, there are none. */
  readonly signers: readonly string[];
  /** What took its place. */
  readonly replacedBy?: { readonly documentNumber: string; readonly verificationCode: string };
  readonly revokedAt?: string;
  /** Of the decision by which it was revoked, else of that by which it was replaced. */
  readonly decisionNumber?: string;
}

const Code = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/);

const unknown = fail({ kind: 'not_found' as const, what: 'verification code' });

/** What took the place of a result; nothing where that was not issued after all. */
const successorOf = async (registry: ResultRegistry, { replaced }: IssuedResult) => {
  const successor = replaced && (await registry.read(replaced.byResultId));
  if (!successor?.issued) return {};
  const { documentNumber, verificationCode } = successor.intended;
  return { replacedBy: { documentNumber, verificationCode } };
};

/** What is told of a result that was issued, whatever became of it since. */
const verificationOf = async (
  { agencies, registry }: { readonly agencies: Agencies; readonly registry: ResultRegistry },
  entry: IssuedResult,
): Promise<Result<Verification>> => {
  const { state: status, current, issued, revisions, intended, replaced, revoked } = entry;
  const { agencyCode, documentNumber, issuedOn } = intended;
  const agency = { code: agencyCode, name: await agencies.nameOf(agencyCode) };
  const names = (issued.signatures ?? current.signatures ?? []).map(({ signer }) => signer);
  const { decisionNumber } = revoked ?? replaced ?? {};
  return ok({
    ...{ status, documentNumber, agency, issuedOn, sha256: current.sha256, level: current.level },
    versions: revisions.map(({ sha256 }) => sha256),
    signers: names.filter((name) => name !== ''),
    ...(await successorOf(registry, entry)),
    ...(revoked ? { revokedAt: toOffsetDateTime(revoked.revokedAt) } : {}),
    ...(decisionNumber === undefined ? {} : { decisionNumber }),
  });
};

/** What is told of a receipt or a credit note once it is sealed. */
const verificationOfReceipt = async (
  { agencies }: { readonly agencies: Agencies },
  receipt: RegisteredReceipt | undefined,
): Promise<Result<Verification>> => {
  if (!receipt?.filed) return unknown;
  const { ordered, filed } = receipt;
  const { agencyCode, formSign, receiptSign, number, receiptKind, issuedAt } = ordered;
  const agency = { code: agencyCode, name: await agencies.nameOf(agencyCode) };
  const { sha256, level } = filed;
  return ok({
    kind: receiptKind === 'credit_note' ? 'credit_note' : 'receipt',
    status: 'issued',
    documentNumber: `${formSign} ${receiptSign} ${sortable(number, 8)}`,
    ...{ agency, issuedOn: vietNamDate(issuedAt), sha256, versions: [sha256], level, signers: [] },
  });
};

interface VerificationPorts {
  readonly receipts: ReceiptRegister;
  readonly registry: ResultRegistry;
  readonly agencies: Agencies;
}

/** The issued result that a code belongs to; one and the same `not_found` for a malformed code, an unknown one, and one whose result is not issued. */
export const readVerification =
  (ports: VerificationPorts) =>
  async (code: string): Promise<Result<Verification>> => {
    const typed = Code.safeParse(plainCode(code));
    if (!typed.success) return unknown;
    const resultId = await ports.registry.resultOfCode(typed.data);
    if (resultId === undefined) {
      const receiptId = await ports.receipts.receiptOfCode(typed.data);
      return verificationOfReceipt(ports, receiptId && (await ports.receipts.read(receiptId)));
    }
    const entry = await ports.registry.read(resultId);
    return entry?.issued ? verificationOf(ports, entry) : unknown;
  };

/** The issued result of which a file with this SHA-256 in hex is a revision, be it the newest or an earlier one; `not_found` as for codes. */
export const readVerificationOfFile =
  (ports: VerificationPorts) =>
  async (hash: string): Promise<Result<Verification>> => {
    const typed = Sha256.safeParse(plainHash(hash));
    if (!typed.success) return unknown;
    for (const resultId of await ports.registry.resultsOfFile(typed.data)) {
      const entry = await ports.registry.read(resultId);
      if (entry?.issued && entry.revisions.some(({ sha256 }) => sha256 === typed.data))
        return verificationOf(ports, entry);
    }
    for (const receiptId of await ports.receipts.receiptsOfFile(typed.data)) {
      const receipt = await ports.receipts.read(receiptId);
      if (receipt?.filed?.sha256 === typed.data) return verificationOfReceipt(ports, receipt);
    }
    return unknown;
  };
