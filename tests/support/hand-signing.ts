import { plannedSigners } from '../../functions/results/adapters/planned-signers.ts';
import { signersIn } from '../../functions/results/adapters/table-signers.ts';
import type { FactOf } from '../../functions/results/domain/facts.ts';
import type { SigningPlan } from '../../functions/results/domain/signing-plan.ts';
import { encodeSignedData } from '../../functions/results/pades/cms/signed-data.ts';
import { verifyPdf } from '../../functions/results/pades/verify/verify-pdf.ts';
import { nameSigner } from '../../functions/results/usecases/name-signer.ts';
import { provideSignature, readSignatureAsked } from '../../functions/results/usecases/provide-signature.ts';
import { timestampBy } from '../../functions/results/usecases/stamp-signature.ts';
import { ok } from '../../shared/kernel/result.ts';
import { coveredOf, signedDigest } from './by-hand.ts';
import { must } from './payments.ts';
import { simplePdf } from './pdf-samples.ts';
import { backOffice, NOON, resultsHouse } from './results-house.ts';
import { OFFICER, OFFICER_SET_UP, OFFICER_TOKEN, signersRoot, signersRootPem, tokenOf } from './signer-set-up.ts';
import { memorySeal, noService } from './signers.ts';
import type { playedTimestamping } from './timestamping.ts';

const hour = 3_600_000;

/** Another officer, who signs by a curve; set up as `officer-b`. */
export const other = tokenOf('Trần Thị B', 'ec');

/** The officer's signature in a plan. */
export const byOfficer = { role: 'officer', field: 'Officer', signerId: OFFICER, by: 'hand' };
const thenSeal = [byOfficer, { role: 'agency', field: 'AgencySeal' }];

/** A result that an officer signs by hand, then (unless told) the seal; its upload is asked for. */
export const waiting = async (
  token: ReturnType<typeof tokenOf> = OFFICER_TOKEN,
  signatures: SigningPlan['signatures'] = thenSeal,
) => {
  const rooms = resultsHouse();
  const { house, ports, table } = rooms;
  await ports.trust.putAnchors({ rootsPem: signersRootPem });
  const signerRows = signersIn(table);
  await signerRows.put({ signerId: OFFICER, ...OFFICER_SET_UP, certificatePem: token.certificatePem });
  await signerRows.put({ signerId: 'officer-b', ...OFFICER_SET_UP, certificatePem: other.certificatePem });
  const seal = memorySeal();
  const signers = plannedSigners({
    seal: { signerOf: async () => ok(seal), by: async () => ok(seal) },
    signerRows,
    trust: ports.trust,
    csc: noService,
  });
  ports.signers.signerOf = (planned) => signers.signerOf(planned);
  house.plan = { signatures };
  const resultId = await rooms.ready(simplePdf());
  const signAt = (hours: number, version = 'v1') => rooms.sign(resultId, version, NOON + hours * hour);
  const asked = { resultId, role: 'officer', caller: backOffice };
  const read = () => readSignatureAsked(ports)(asked);
  const bring = (input: object, role = 'officer') =>
    provideSignature(ports)({ ...asked, role, input, requestId: 'r4', now: NOON + 5 * hour });
  const entry = async () => (await ports.registry.read(resultId))!;
  const name = (signerId: string, role = 'officer') =>
    nameSigner({ ...ports, signerRows })({
      ...asked,
      role,
      input: { signerId, reason: 'Đi công tác', by: 'Trần Văn Bình' },
      requestId: 'r5',
      now: NOON + 2 * hour,
    });
  const covered = () => coveredOf([...ports.preparedFiles.kept.values()].at(-1)!);
  const report = (roots: readonly Uint8Array[] = []) =>
    verifyPdf(rooms.storedFile(resultId)!.pdf, {
      roots: [...seal.roots, signersRoot.certificate, ...roots],
      now: new Date(NOON + 6 * hour),
    });
  return { ...rooms, resultId, signerRows, signAt, read, bring, entry, name, covered, report };
};

/** A CMS over what was prepared, with a time stamp of its own. */
export const stampedCms = async (
  { digest, signedAttributes }: FactOf<'signature_prepared'>,
  { timestamping }: ReturnType<typeof playedTimestamping>,
): Promise<string> => {
  const value = Buffer.from(signedDigest(OFFICER_TOKEN, digest), 'base64');
  const { token } = must(await timestampBy(timestamping, value, NOON + 4 * hour));
  const { certificate } = OFFICER_TOKEN;
  return encodeSignedData({
    signer: { certificate, chain: [], algorithm: 'RSASSA_PKCS1_V1_5_SHA_256' },
    signedAttributes: Buffer.from(signedAttributes, 'base64'),
    signature: value,
    timestampToken: token,
  }).toString('base64');
};
