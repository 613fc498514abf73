import { ok } from '../../../shared/kernel/result.ts';
import { type IntendPorts, intendMessage } from '../../notifications/usecases/intend-message.ts';
import { plainHash } from '../../results/domain/typed-codes.ts';
import type {
  Agencies,
  DerivedValues,
  DownloadCodes,
  Downloads,
  ReceiptRegister,
  ResultFiles,
  ResultRegistry,
  TrustStore,
} from '../../results/ports.ts';
import { listDossierResults } from '../../results/usecases/list-dossier-results.ts';
import { presignDownload } from '../../results/usecases/presign-download.ts';
import { readTrustAnchors } from '../../results/usecases/read-trust-anchors.ts';
import { readVerification, readVerificationOfFile } from '../../results/usecases/read-verification.ts';
import { redeemDownloadCode } from '../../results/usecases/redeem-download-code.ts';
import { requestDownloadCode } from '../../results/usecases/request-download-code.ts';
import type { DocumentRegister, Documents, IssuedDocuments } from '../ports.ts';

/** Which documents there are, through the use cases of results. */
export const issuedDocuments = (ports: { readonly registry: ResultRegistry }): IssuedDocuments => {
  const allOfDossier: IssuedDocuments['allOfDossier'] = async (dossierCode) => {
    const entries = (await listDossierResults(ports)(dossierCode)).toReversed();
    const issued = entries
      .filter(({ state }) => state === 'issued')
      .map(({ resultId, issued, intended: { documentNumber, issuedOn, verificationCode } }) => {
        const signers = (issued?.signatures ?? []).map(({ signer }) => signer).filter((name) => name !== '');
        return { resultId, documentNumber, issuedOn, verificationCode, signers };
      });
    const former = entries.flatMap(({ state, intended: { documentNumber, issuedOn, verificationCode } }) =>
      state === 'replaced' || state === 'revoked'
        ? [{ status: state, documentNumber, issuedOn, verificationCode }]
        : [],
    );
    return { issued, former };
  };
  return { allOfDossier, ofDossier: async (dossierCode) => (await allOfDossier(dossierCode)).issued };
};

/** The public register, through the use cases of results. */
export const documentRegister = (ports: {
  readonly receipts: ReceiptRegister;
  readonly registry: ResultRegistry;
  readonly agencies: Agencies;
  readonly trust: TrustStore;
}): DocumentRegister => ({
  async registered(verificationCode) {
    const found = await readVerification(ports)(verificationCode);
    return found.ok ? found.value : undefined;
  },
  async registeredFile(sha256) {
    const found = await readVerificationOfFile(ports)(sha256);
    return found.ok ? { ...found.value, file: plainHash(sha256) } : undefined;
  },
  async rootsPem() {
    const { rootsPem } = await readTrustAnchors(ports)();
    return rootsPem === '' ? undefined : rootsPem;
  },
});

/** What the use cases of results need from outside to give documents out. */
export interface DownloadPorts {
  readonly registry: ResultRegistry;
  readonly files: ResultFiles;
  readonly codes: DownloadCodes;
  readonly downloads: Downloads;
  readonly derived: DerivedValues;
}

/** Documents and their codes through the use cases of results; codes go out through those of notifications. */
export const citizenDocuments = (ports: DownloadPorts, messages: () => Promise<IntendPorts>): Documents => ({
  ...issuedDocuments(ports),
  async sendCode(dossierCode, now, requestId) {
    const code = await requestDownloadCode(ports)(dossierCode, now);
    if (!code.ok) return code;
    const { nonce, expiresAt } = code.value;
    const notice = { template: 'download_code' as const, nonce };
    const occasion = `download_code:${dossierCode}:${nonce}`;
    return intendMessage(await messages())(
      { dossierCode, occasion, notice, expiresAt, channels: ['sms'] },
      { recordedBy: 'citizen', requestId },
    );
  },
  async redeem({ dossierCode, resultId, code, now, requestId }) {
    const tried = await redeemDownloadCode(ports)(dossierCode, code, now);
    if (!tried.ok) return tried;
    if (tried.value.outcome !== 'accepted') return ok(tried.value);
    const download = await presignDownload(ports)(resultId, { reader: { citizenOf: dossierCode }, requestId, now });
    return download.ok ? ok({ ...tried.value, url: download.value }) : download;
  },
});
