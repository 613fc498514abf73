import { generateKeyPairSync } from 'node:crypto';
import { tableTrustStore } from '../../functions/results/adapters/table-trust-store.ts';
import { authorityAddresses } from '../../functions/results/handlers/authority-addresses.ts';
import { publicKeyInfoOf } from '../../functions/results/pades/authority/certificate-authority.ts';
import { developmentSigner } from '../../functions/results/pades/authority/development-signer.ts';
import type { RevocationSource } from '../../functions/results/pades/revocation/gather.ts';
import { derOfPem } from '../../functions/results/pades/x509/pem.ts';
import type { KeptAuthority } from '../../functions/results/ports.ts';
import { openTrustServices } from '../../functions/results/usecases/open-trust-services.ts';
import { setUpSigner } from '../../functions/results/usecases/set-up-signer.ts';
import { memoryTable } from './memory-table.ts';

/** Where the tests' installation is reached. */
export const ORIGIN = 'http://localhost:8080';

export const addresses = authorityAddresses(ORIGIN);

/** How a development stage is set up. */
export const developmentPlan = (commonName = 'Dấu thử nghiệm') =>
  ({ by: 'development', commonName, addresses }) as const;

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** An installation's seal and authority in memory: nothing is set up yet, `kept` is every state of the vault. */
export const authorityRoom = () => {
  const trust = tableTrustStore(memoryTable());
  const kept: KeptAuthority[] = [];
  const state = { key: newKey(), serial: 1n };
  const vault = {
    read: async () => kept.at(-1),
    async keep(authority: KeptAuthority) {
      kept.push(authority);
    },
  };
  const setUp = setUpSigner({ key: { publicKey: async () => publicKeyInfoOf(state.key) }, trust, vault });
  const open = openTrustServices({ vault, serialNumber: () => state.serial++ });
  const renewKey = () => {
    state.key = newKey();
  };
  return { trust, kept, state, vault, setUp, open, renewKey };
};

/** The installation set up at a moment, with everything that a validator is given and follows. */
export const installedAuthority = async (now: number) => {
  const room = authorityRoom();
  await room.setUp(developmentPlan(), now);
  const opened = await room.open();
  if (!opened.ok) throw new Error(opened.failure.kind);
  const services = opened.value;
  const [certificate] = derOfPem((await room.trust.seal())?.certificatePem ?? '');
  if (!certificate) throw new Error('no certificate of the seal');
  /** What stands at the addresses in the certificates, at a moment. */
  const sourceAt = (at: number): RevocationSource => ({
    crl: async (url) => (url === addresses.crlUrl ? services.crl(at) : undefined),
    ocsp: async (url, request) => (url === addresses.ocspUrl ? services.ocsp(request, at) : undefined),
  });
  return {
    ...room,
    services,
    sourceAt,
    certificate,
    signer: developmentSigner({ privateKey: room.state.key, certificate }),
    roots: derOfPem((await room.trust.anchors()).rootsPem),
  };
};
