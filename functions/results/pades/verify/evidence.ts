import type { PdfDocument } from '../pdf/document.ts';
import { PdfStream } from '../pdf/objects.ts';
import { readable, refuse } from '../refusal.ts';
import type { RevocationData } from '../revocation/status.ts';
import { type Certificate, parseCertificate } from '../x509/certificate.ts';

/** Validation data that a file carries. */
export interface EmbeddedEvidence extends RevocationData {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Buffer[];
  readonly ocspResponses: readonly Buffer[];
}

const maxItems = 200;

/**
 * Certificates, CRLs and OCSP responses in the Document Security Store, each once; unreadable ones are left out. Refuses
 * `too_complex` where they are larger together than what may be inflated.
 */
export function embeddedEvidence(document: PdfDocument): EmbeddedEvidence {
  const store = readable(() => document.dictionary(document.catalog.get('DSS')));
  let bytesLeft = document.limits.maxInflateBytes;
  const blobs = (key: string): Buffer[] => {
    const items = readable(() => document.array(store?.get(key))) ?? [];
    const streams = new Set(items.slice(0, maxItems).map((item) => readable(() => document.resolve(item))));
    return [...streams].flatMap((stream) => {
      const blob = stream instanceof PdfStream ? readable(() => document.decode(stream)) : undefined;
      bytesLeft -= blob?.length ?? 0;
      return bytesLeft >= 0 ? (blob ?? []) : refuse('too_complex', 'validation data');
    });
  };
  return {
    certificates: blobs('Certs').flatMap((der) => readable(() => parseCertificate(der)) ?? []),
    crls: blobs('CRLs'),
    ocspResponses: blobs('OCSPs'),
  };
}
