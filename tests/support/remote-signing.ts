import type { KeyObject } from 'node:crypto';
import { plannedSigners } from '../../functions/results/adapters/planned-signers.ts';
import { signersIn } from '../../functions/results/adapters/table-signers.ts';
import { viewOf } from '../../functions/results/domain/view.ts';
import { developmentSigner } from '../../functions/results/pades/authority/development-signer.ts';
import { verifyPdf } from '../../functions/results/pades/verify/verify-pdf.ts';
import { ok } from '../../shared/kernel/result.ts';
import { installedAuthority } from './installed-authority.ts';
import { simplePdf } from './pdf-samples.ts';
import { NOON, resultsHouse } from './results-house.ts';
import { signersRoot, signersRootPem, tokenOf } from './signer-set-up.ts';
import { memorySeal } from './signers.ts';
import { type HeardCall, playedService, REMOTE_OFFICER, type Said, signersAt } from './signing-service.ts';

const minute = 60_000;
const installed = await installedAuthority(NOON);

/** The key and certificate of an officer at a service. */
export const officerKey = tokenOf('Trần Thị B');

/** What `info` says of a service that answers later. */
export const later = { methods: ['signatures/signPolling'], asynchronousOperationMode: true };

/**
 * A result that an officer signs at a service, then the seal; its upload is asked for. `onCall` of the house runs before
 * and after each call to the service and to who stamps.
 */
export const waiting = async (answer: (call: HeardCall) => Said | Promise<Said>, pin?: string) => {
  const clock = { now: NOON, ...(pin === undefined ? {} : { pin }) };
  const rooms = resultsHouse();
  const { house, ports, table } = rooms;
  const roots = (await installed.trust.anchors()).rootsPem;
  await ports.trust.putAnchors({ rootsPem: roots + signersRootPem });
  const signerRows = signersIn(table);
  await signerRows.put(REMOTE_OFFICER);
  const told = async (call: HeardCall): Promise<Said> => {
    house.onCall?.(`asked ${call.method}`);
    const said = await answer(call);
    house.onCall?.(`answered ${call.method}`);
    return said;
  };
  const service = signersAt(told, clock);
  const seal = memorySeal();
  const signers = plannedSigners({
    seal: { signerOf: async () => ok(seal), by: async () => ok(seal) },
    signerRows,
    trust: ports.trust,
    csc: service.signers,
  });
  ports.signers.signerOf = (planned, signedBy) => signers.signerOf(planned, signedBy);
  house.plan = {
    signatures: [
      { role: 'officer', field: 'Officer', signerId: REMOTE_OFFICER.signerId, by: 'csc' },
      { role: 'agency', field: 'AgencySeal' },
    ],
  };
  const resultId = await rooms.ready(simplePdf());
  const signAt = (minutes: number) => {
    clock.now = NOON + minutes * minute;
    return rooms.sign(resultId, 'v1', clock.now);
  };
  const entry = async () => (await ports.registry.read(resultId))!;
  const officer = async () => viewOf(await entry(), '').signatures[0];
  const report = () =>
    verifyPdf(rooms.storedFile(resultId)!.pdf, {
      roots: [...seal.roots, ...installed.roots, signersRoot.certificate],
      now: new Date(NOON + 600 * minute),
    });
  /** From now on signatures are stamped by an authority of the installation. */
  const stamped = () => {
    const request = async (der: Uint8Array) => {
      house.onCall?.('stamp asked');
      const reply = installed.services.stampBy('tsa-1', der, clock.now);
      house.onCall?.('stamp answered');
      return reply;
    };
    const authorities = [{ name: 'tsa-1', request }];
    house.timestamping = { authorities, roots: installed.roots, failed: () => undefined };
  };
  const asked = (method: string) => service.heard.filter((call) => call.method === method);
  return { ...rooms, ...service, clock, resultId, signAt, entry, officer, report, asked, stamped, signerRows };
};

/** The signing service of the sandbox at a moment that stands still. */
export const played = () => {
  const clock = { now: NOON };
  const service = playedService(installed.services, clock);
  const answer = (call: HeardCall) => service.answer(call);
  return { ...service, clock, answer };
};

/** A service that knows one credential, and answers what it is given in the order in which it is asked. */
export const serviceOf = (
  key: { readonly privateKey: KeyObject; readonly certificate: Uint8Array },
  {
    algo = ['1.2.840.113549.1.1.11'],
    offer = { methods: [] as string[], asynchronousOperationMode: false } as object,
    cert = {},
    auth = {
      mode: 'explicit',
      objects: [
        { id: 'PIN', type: 'Password' },
        { id: 'OTP', generator: 'totp' },
      ],
    } as object,
  } = {},
) => {
  const said: Record<string, Said[]> = {};
  const answer = ({ method }: HeardCall): Said => {
    const told = said[method]?.shift();
    if (told) return told;
    if (method === 'info') return { status: 200, body: offer };
    if (method === 'oauth2/token') return { status: 200, body: { access_token: 'token-1', expires_in: 3600 } };
    if (method !== 'credentials/info') return { status: 500 };
    const certificates = [Buffer.from(key.certificate).toString('base64')];
    return {
      status: 200,
      body: { key: { status: 'enabled', algo }, cert: { status: 'valid', certificates, ...cert }, auth },
    };
  };
  const signs = async (heard: readonly HeardCall[], how: Partial<Parameters<typeof developmentSigner>[0]> = {}) => {
    const asked = heard.findLast(({ method }) => /authorize$|signHash$/.test(method));
    const [hash = ''] = (asked?.fields.hashes ?? []) as string[];
    const value = await developmentSigner({ ...key, ...how }).sign(Buffer.from(hash, 'base64'));
    return { status: 200, body: { signatures: [Buffer.from(value).toString('base64')] } };
  };
  const tell = (method: string, ...answers: readonly Said[]) => {
    said[method] = [...(said[method] ?? []), ...answers];
  };
  return { answer, tell, signs };
};
