import type { PdfDocument } from '../pdf/document.ts';
import { PdfStream } from '../pdf/objects.ts';
import { Refused } from '../refusal.ts';
import type { RevocationData } from '../revocation/status.ts';
import { type Certificate, parseCertificate } from '../x509/certificate.ts';

/** Validation data that a file carries. */
export interface EmbeddedEvidence extends RevocationData {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Buffer[];
  readonly ocspResponses: readonly Buffer[];
}

const maxItems = 200;

/** Certificates, CRLs and OCSP responses in the Document Security Store; unreadable ones are left out. */
export function embeddedEvidence(document: PdfDocument): EmbeddedEvidence {
  const store = document.dictionary(document.catalog.get('DSS'));
  const blobs = (key: string): Buffer[] =>
    (document.array(store?.get(key)) ?? []).slice(0, maxItems).flatMap((item) => {
      const stream = document.resolve(item);
      return stream instanceof PdfStream ? [document.decode(stream)] : [];
    });
  return {
    certificates: blobs('Certs').flatMap((der) => readable(der) ?? []),
    crls: blobs('CRLs'),
    ocspResponses: blobs('OCSPs'),
  };
}

function readable(der: Buffer): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
