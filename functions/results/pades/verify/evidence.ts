import type { PdfDocument } from '../pdf/document.ts';
import { PdfStream } from '../pdf/objects.ts';
import { Refused, refuse } from '../refusal.ts';
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
 * Certificates, CRLs and OCSP responses in the Document Security Store, each once; unreadable certificates are left out.
 * Refuses `too_complex` where they are larger together than what may be inflated.
 */
export function embeddedEvidence(document: PdfDocument): EmbeddedEvidence {
  const store = document.dictionary(document.catalog.get('DSS'));
  let bytesLeft = document.limits.maxInflateBytes;
  const blobs = (key: string): Buffer[] => {
    const items = (document.array(store?.get(key)) ?? []).slice(0, maxItems).map((item) => document.resolve(item));
    return [...new Set(items)].flatMap((stream) => {
      if (!(stream instanceof PdfStream)) return [];
      const blob = document.decode(stream);
      bytesLeft -= blob.length;
      return bytesLeft >= 0 ? [blob] : refuse('too_complex', 'validation data');
    });
  };
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
