import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { HeardOf } from '../../../shared/kernel/events.ts';
import { needed } from '../../../shared/kernel/events.ts';
import type { ReceiptId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { ReceiptPaper } from '../domain/receipt-paper.ts';
import { sealAlone } from '../domain/signing-plan.ts';
import type { Outcome as Settled } from '../pades/refusal.ts';
import { embedSignature } from '../pades/sign/embed.ts';
import { prepareSignature } from '../pades/sign/prepare.ts';
import { verifyPdf } from '../pades/verify/verify-pdf.ts';
import type {
  Agencies,
  DerivedValues,
  Dossiers,
  ReceiptFiles,
  ReceiptRegister,
  Signer,
  Signers,
  TimestampAuthorities,
  Timestamping,
} from '../ports.ts';
import { stampOfValue } from './stamp-signature.ts';

/** What sealing receipts needs from outside. */
export interface SealReceiptPorts {
  readonly receipts: ReceiptRegister;
  readonly receiptFiles: ReceiptFiles;
  readonly dossiers: Pick<Dossiers, 'read'>;
  readonly agencies: Agencies;
  readonly signers: Signers;
  readonly timestamps: TimestampAuthorities;
  readonly derived: Pick<DerivedValues, 'verificationCode'>;
  /** Draws a receipt as a PDF; the same paper gives the same bytes. */
  readonly draw: (paper: ReceiptPaper) => Promise<Settled<Uint8Array>>;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly publicOrigin: string;
}

/** What a receipt is sealed with, and how that is stamped. */
interface Sealing {
  readonly signer: Signer;
  readonly timestamping: Timestamping | undefined;
}

/** A receipt that payments made, as it was announced. */
type Made = HeardOf<'receipt.made'>;

const [SEAL] = sealAlone.signatures as [(typeof sealAlone.signatures)[number]];

const fault = (detail: string) => fail({ kind: 'not_configured' as const, detail });

/**
 * Draws a receipt, has it sealed by the agency's seal and stamped as results are, stores and registers it, once. Whenever it is interrupted, doing it again ends the
 * same way: the same paper gives the same bytes and the first stored file is the one that is registered. The payer's name is read when it is
 * drawn and kept nowhere but on the paper. Throws where a store or a key cannot be reached.
 */
export const sealReceipt = (ports: SealReceiptPorts) => {
  const { receipts, receiptFiles, dossiers, agencies, signers, timestamps } = ports;
  const { derived, draw, sha256, publicOrigin } = ports;

  const paperOf = async (event: Made, code: string): Promise<ReceiptPaper> => {
    const said = needed(event, ...ON_PAPER);
    const { agencyCode, items, transactions } = said;
    const { dossierCode } = event.data;
    const card = await dossiers.read(dossierCode);
    return {
      kind: said.kind === 'credit_note' ? 'credit_note' : 'receipt',
      agencyName: await agencies.nameOf(agencyCode),
      ...{ taxCode: said.taxCode, formSign: said.formSign, receiptSign: said.receiptSign, number: said.number },
      creditsNumber: event.data.creditsNumber ?? undefined,
      payer: card?.applicant?.fullName,
      procedureName: card?.procedureName ?? dossierCode,
      ...{ dossierCode, items, amountVnd: said.amountVnd, transactions, issuedAt: event.at },
      verificationUrl: `${publicOrigin}/verify/${code}`,
    };
  };

  const sealed = async (
    receiptId: ReceiptId,
    pdf: Uint8Array,
    { signer, timestamping }: Sealing,
    at: number,
  ): Promise<Result<Uint8Array>> => {
    const hash = sha256(Buffer.from(JSON.stringify([receiptId, sha256(pdf)])));
    const prepared = prepareSignature(
      pdf,
      {
        field: SEAL.field,
        signingTime: new Date(at),
        fileId: Buffer.from(hash, 'hex').subarray(0, 16),
        name: signer.name,
        reason: 'Lập biên lai thu phí, lệ phí',
        timestamped: timestamping !== undefined,
      },
      signer.identity,
    );
    if (!prepared.ok) return fault(`the seal: ${prepared.refusal.detail}`);
    const digest = prepared.value.digestToSign;
    const answer = await signer.begin({ reference: hash, resultId: receiptId, planned: SEAL, digest });
    if (answer.state !== 'signed')
      return fail({ kind: 'temporarily_unavailable', detail: `the seal's signer is ${answer.state}` });
    const stamp = await stampOfValue(timestamping, prepared.value, answer.value, at);
    if (!stamp.ok) return stamp;
    const embedded = embedSignature(pdf, prepared.value, answer.value, stamp.value);
    return embedded.ok ? ok(embedded.value.pdf) : fault(`the seal: ${embedded.refusal.detail}`);
  };

  const drawn = async (made: Made, receiptId: ReceiptId, code: string, sealing: Sealing, now: number) => {
    const paper = await draw(await paperOf(made, code));
    return paper.ok ? sealed(receiptId, paper.value, sealing, now) : fault(`the receipt: ${paper.refusal.detail}`);
  };

  /** The file that counts: the one that is stored, else one that is drawn, sealed and stored now. */
  const fileOf = async (made: Made, receiptId: ReceiptId, code: string, sealing: Sealing, now: number) => {
    const before = await receiptFiles.stored(receiptId);
    if (before) return ok(before);
    const file = await drawn(made, receiptId, code, sealing, now);
    if (!file.ok) return file;
    const put = await receiptFiles.store(receiptId, file.value);
    const kept = put === 'taken' ? await receiptFiles.stored(receiptId) : { pdf: file.value, ...put };
    return kept
      ? ok(kept)
      : fail({ kind: 'temporarily_unavailable' as const, detail: 'the stored file cannot be read' });
  };

  return async (made: Made, now: number, by: RecordedBy): Promise<Result<string>> => {
    const said = needed(made, ...ON_REGISTER);
    const { dossierCode, paymentId } = made.data;
    const { receiptId, agencyCode, formSign, receiptSign, number, amountVnd } = said;
    const known = await receipts.read(receiptId);
    if (known?.filed) return ok('done before');
    const verificationCode = await derived.verificationCode(receiptId);
    const ordered = { dossierCode, agencyCode, paymentId, formSign, receiptSign, number, amountVnd, verificationCode };
    const receiptKind = said.kind === 'credit_note' ? ('credit_note' as const) : ('receipt' as const);
    const order = { kind: 'receipt_ordered' as const, ...ordered, receiptKind, issuedAt: made.at };
    if ((await receipts.order(receiptId, order, by)) === 'conflict') return fail({ kind: 'conflict', key: receiptId });

    const signer = await signers.signerOf(SEAL);
    if (!signer.ok) return signer;
    const sealing = { signer: signer.value, timestamping: await timestamps.inForce() };
    const file = await fileOf(made, receiptId, verificationCode, sealing, now);
    if (!file.ok) return file;
    const { pdf, objectVersionId } = file.value;
    const { verdict, reason, level, coversWholeFile } = verifyPdf(pdf, {
      roots: [...signer.value.roots, ...(sealing.timestamping?.roots ?? [])],
      now: new Date(now),
    });
    if (verdict !== 'valid' || !coversWholeFile)
      return fault(`the sealed receipt is ${verdict} (${reason ?? 'part of the file is not covered'})`);
    const filed = { level, sha256: sha256(pdf), bytes: pdf.length, objectKey: receiptFiles.keyOf(receiptId) };
    const outcome = await receipts.file(
      receiptId,
      { kind: 'receipt_filed', ...filed, objectVersionId, filedAt: now },
      by,
    );
    return outcome === 'conflict' ? fail({ kind: 'conflict', key: receiptId }) : ok('sealed');
  };
};

const ON_REGISTER = ['receiptId', 'agencyCode', 'kind', 'formSign', 'receiptSign', 'number', 'amountVnd'] as const;
const ON_PAPER = [...ON_REGISTER, 'taxCode', 'items', 'transactions'] as const;
