import { createHash } from 'node:crypto';
import { ledgerReceipts } from '../../functions/results/adapters/ledger-receipts.ts';
import { ledgerRegistry } from '../../functions/results/adapters/ledger-registry.ts';
import { pepperValues } from '../../functions/results/adapters/pepper-values.ts';
import { tableDownloadCodes } from '../../functions/results/adapters/table-download-codes.ts';
import { tableDownloads } from '../../functions/results/adapters/table-downloads.ts';
import { tableTrustStore } from '../../functions/results/adapters/table-trust-store.ts';
import type { RegistryEntry } from '../../functions/results/domain/registry-entry.ts';
import { type SigningPlan, sealAlone } from '../../functions/results/domain/signing-plan.ts';
import type { Dossiers, Signer, Signers, Timestamping, Uploads } from '../../functions/results/ports.ts';
import { openResult } from '../../functions/results/usecases/open-result.ts';
import { requestIssue } from '../../functions/results/usecases/request-issue.ts';
import { signResult } from '../../functions/results/usecases/sign-result.ts';
import type { Caller, KeyCaller } from '../../shared/kernel/callers.ts';
import type { DossierCode, ResultId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { keyedWith } from '../../shared/platform/ledger/erasure.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { memoryTable } from './memory-table.ts';
import { drawnPanels } from './panels.ts';
import { memoryPreparedFiles, memoryResultFiles } from './result-files.ts';
import { memorySeal } from './signers.ts';
import { inVietNam } from './viet-nam-time.ts';

/** A moment in office hours. */
export const NOON = inVietNam('2026-11-19 09:00');

/** The dossier of these tests and its agencies. */
export const DOSSIER: DossierCode = 'H26.10-261116-0007';

/** A key of the deciding agency. */
export const backOffice: KeyCaller = { keyId: 'key_a', permission: 'back_office', agencyCodes: ['H26.10'] };

/** A key of an agency that has nothing to do with the dossier. */
export const stranger: KeyCaller = { keyId: 'key_b', permission: 'back_office', agencyCodes: ['H26.11'] };

/** Everything that results need, in memory. `onCall` runs before and after each effect, and may throw: a kill. */
export const resultsHouse = () => {
  const table = memoryTable();
  const uploaded = new Map<string, Uint8Array[]>();
  const house = {
    onCall: undefined as ((name: string) => void) | undefined,
    status: 4,
    isErased: false,
    /** Whose signatures a result needs. */
    plan: sealAlone as SigningPlan,
    /** Who signs as what. */
    signers: { agency: ok(memorySeal()) } as Record<string, Result<Signer>>,
    /** How signatures are stamped: not at all unless told. */
    timestamping: undefined as Timestamping | undefined,
  };
  const step = async (name: string): Promise<void> => {
    await Promise.resolve();
    house.onCall?.(name);
  };
  table.onCall = (name) => house.onCall?.(name);

  const uploads: Uploads = {
    target: async (resultId, now) => ({
      method: 'PUT',
      url: `https://uploads.example/${resultId}`,
      headers: { 'content-type': 'application/pdf' },
      expiresAt: now + 900_000,
    }),
    async newest(resultId) {
      await step('head upload');
      const versions = uploaded.get(resultId) ?? [];
      const last = versions.at(-1);
      return last && { versionId: `v${versions.length}`, bytes: last.length };
    },
    async read(resultId, versionId) {
      await step('read upload');
      return uploaded.get(resultId)?.[Number(versionId.slice(1)) - 1];
    },
  };
  const { files, stored, puts } = memoryResultFiles(step);
  const firstKey = (resultId: ResultId) => files.keyOf(resultId, 1);
  const dossiers: Dossiers = {
    read: async (dossierCode) =>
      dossierCode === DOSSIER
        ? {
            dossierCode,
            procedureCode: '2.000635',
            procedureName: 'Cấp bản sao trích lục hộ tịch',
            agencyCode: 'H26.10',
            receivingAgencyCode: 'H26.05',
            applicant: house.isErased ? undefined : { fullName: 'Nguyễn Thị Ánh' },
            authorisedPerson: undefined,
            contact: { fullName: 'Nguyễn Thị Ánh' },
            notify: { sms: true, email: true },
            changes: {},
            chosen: {},
            timeLimit: { amount: 3, unit: 'working_days' },
          }
        : undefined,
    status: async () => house.status,
  };
  const signers: Signers = {
    async signerOf({ role }) {
      await step('signer');
      return house.signers[role] ?? fail({ kind: 'not_configured', detail: `nobody signs as ${role}` });
    },
  };
  const pepper = pepperFrom('a pepper that only these tests know.');
  const ports = {
    registry: ledgerRegistry(
      table,
      () => NOON,
      keyedWith(async () => pepper),
    ),
    downloads: tableDownloads(table),
    publicOrigin: 'https://motcua.example.vn',
    receipts: ledgerReceipts(table, () => NOON),
    dossiers,
    uploads,
    files,
    signers,
    timestamps: { inForce: async () => house.timestamping },
    plans: { of: async () => ok(house.plan) },
    preparedFiles: memoryPreparedFiles(step),
    panels: drawnPanels,
    derived: pepperValues(async () => pepper),
    codes: tableDownloadCodes(table),
    trust: tableTrustStore(table),
    agencies: { nameOf: async () => 'Sở Tư pháp' },
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  };

  const open = async (idempotencyKey = 'k1', more: object = {}, caller: Caller = backOffice, dossierCode = DOSSIER) => {
    const resultId = await ports.derived.resultId({ path: dossierCode, idempotencyKey });
    const input = { documentNumber: '12/TLKS-BS', title: 'Trích lục', issuedOn: '2026-11-19', finishes: true, ...more };
    const opened = await openResult(ports)({ resultId, dossierCode, input, caller, requestId: 'r1', now: NOON });
    return { resultId, opened };
  };
  const upload = (resultId: ResultId, file: Uint8Array): void => {
    uploaded.set(resultId, [...(uploaded.get(resultId) ?? []), file]);
  };
  /** Asks for the issue; answers the result as it is then. */
  const ask = async (
    resultId: ResultId,
    now = NOON + 60_000,
    caller: Caller = backOffice,
    confirmed: readonly string[] = [],
  ): Promise<Result<RegistryEntry>> => {
    const asked = await requestIssue(ports)({ resultId, confirmed, caller, requestId: 'r2', now });
    return asked.ok ? ok(asked.value.entry) : asked;
  };
  const sign = (resultId: ResultId, uploadVersionId = 'v1', now = NOON + 90_000) =>
    signResult(ports)({ resultId, uploadVersionId, requestId: 'r3', now });
  /** Opens, uploads and asks: all that comes before signing. */
  const ready = async (file: Uint8Array): Promise<ResultId> => {
    const { resultId } = await open();
    upload(resultId, file);
    await ask(resultId);
    return resultId;
  };
  /** The file by which a result was issued. */
  const storedFile = (resultId: ResultId) => stored.get(firstKey(resultId));
  return { house, table, ports, stored, storedFile, firstKey, puts, open, upload, ask, sign, ready };
};
