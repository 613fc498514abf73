import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { DAY_MS, InstantMs } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { DownloadCode } from '../domain/download-code.ts';
import type { DownloadCodes } from '../ports.ts';

const Stored = z.object({
  nonce: z.string().optional(),
  expiresAt: InstantMs,
  triesLeft: z.int(),
  sentAt: z.array(InstantMs),
  version: z.int(),
});

/** When the table may forget the item, in seconds: nothing in it matters a day after the last code was sent. */
const forgottenAt = ({ sentAt, expiresAt }: DownloadCode): number =>
  Math.ceil((Math.max(expiresAt, ...sentAt) + DAY_MS) / 1000);

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Download codes in the results' table: `CODE#<dossierCode>` / `CODE`. The digits are never stored. */
export const tableDownloadCodes = (table: Table): DownloadCodes => ({
  async read(dossierCode) {
    const item = await table.get(`CODE#${dossierCode}`, 'CODE');
    if (!item) return undefined;
    const { version, nonce, ...code } = Stored.parse(item);
    return { code: { ...code, nonce }, version };
  },
  replace: (dossierCode, code, version) =>
    table.putIfVersion(
      {
        pk: `CODE#${dossierCode}`,
        sk: 'CODE',
        ...code,
        sentAt: [...code.sentAt],
        version: (version ?? 0) + 1,
        ttl: forgottenAt(code),
      },
      version,
    ),
  nonce: () => randomBytes(16).toString('base64url'),
  // Digests have equal lengths whatever was typed.
  equal: (a, b) => timingSafeEqual(digestOf(a), digestOf(b)),
});
