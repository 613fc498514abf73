import { parseSignedData, type SignedData } from '../cms/parse.ts';
import { asBuffer, encodingOf } from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import { PdfDocument } from '../pdf/document.ts';
import type { Limits } from '../pdf/limits.ts';
import { nameValue, PdfString } from '../pdf/objects.ts';
import { signedFieldsOf } from '../pdf/signature-fields.ts';
import { type Outcome, Refused, refusalOf, refuse, settled } from '../refusal.ts';
import { type Certificate, isIssuedBy, parseCertificate, sameCertificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest.ts';
import { type Revocation, readCrl } from './crl.ts';
import { encodeOcspRequest, isSelfEvident, readOcspResponse } from './ocsp.ts';

/** How revocation data is fetched. The caller decides which addresses may be contacted; the library contacts none. */
export interface RevocationSource {
  /** The CRL at an address, DER. Undefined where it cannot be had. */
  crl(url: string): Promise<Uint8Array | undefined>;
  /** An OCSP responder's answer, DER. */
  ocsp(url: string, request: Uint8Array): Promise<Uint8Array | undefined>;
}

/** Validation data of one or more signatures, each blob once. DER. */
export interface ValidationData {
  readonly certificates: Uint8Array[];
  readonly crls: Uint8Array[];
  readonly ocspResponses: Uint8Array[];
}

/** Validation data of a file: all of it, and by signature (key: VRI name, upper-case hex SHA-1 of /Contents). */
export interface CollectedData extends ValidationData {
  readonly bySignature: ReadonlyMap<string, ValidationData>;
}

export interface GatheringOptions {
  /** Trust anchors, DER. Only addresses in certificates that chain to one of them are asked for. */
  readonly roots: readonly Uint8Array[];
  /** Intermediate certificates that the file may lack, DER. */
  readonly intermediates?: readonly Uint8Array[];
  readonly source: RevocationSource;
  /** The caller's moment: data that has expired by then is not fresh enough to embed. */
  readonly now: Date;
  /**
   * The newest time that is proven for a signature. Nor is what was made before it fresh enough, since it does not say that the
   * certificate was good then; and a signer's certificate that was revoked later was good then.
   */
  readonly madeSince?: Date;
  /**
   * Of the newest document time stamp alone, where the file ends in one. What it covers, signatures and the data of them, it
   * proves to have been there, so that nobody need answer for their certificates any more (ETSI EN 319 142-1 section 5.4.3).
   */
  readonly ofNewestTimestamp?: boolean;
  /**
   * A token of the authority that will make the document time stamp: its chain must be in the store before that, also
   * where it differs from the signature's authority.
   */
  readonly probeTokens?: readonly Uint8Array[];
  readonly limits?: Limits;
}

const maxPath = 8;
const maxAgeWithoutEndMs = 24 * 60 * 60 * 1000;

/**
 * Certificates and revocation data for every signature and time stamp of a file (ETSI EN 319 142-1 section 5.4). Refuses
 * `revoked`, `chain_incomplete`, and `revocation_unavailable` where a certificate has no usable data, so that a file is
 * never called B-LT without it.
 */
export async function gatherValidationData(
  pdf: Uint8Array,
  options: GatheringOptions,
): Promise<Outcome<CollectedData>> {
  const opened = settled(() => ({
    signatures: asked(embeddedSignatures(new PdfDocument(asBuffer(pdf), options.limits)), options),
    gatherer: new Gatherer(options),
    probes: (options.probeTokens ?? []).map((token) => parseSignedData(token, true)),
  }));
  if (!opened.ok) return opened;
  const { signatures, gatherer, probes } = opened.value;
  if (signatures.length === 0) return { ok: false, refusal: refusalOf(new Refused('not_signed', 'no signature')) };
  const bySignature = new Map<string, ValidationData>();
  try {
    for (const { name, isTimestamp, signed, timestamp } of signatures) {
      const own = emptyData();
      await gatherer.follow(signed, own, isTimestamp ? undefined : options.madeSince);
      if (timestamp) await gatherer.follow(timestamp, own);
      bySignature.set(name, own);
    }
    for (const probe of probes) await gatherer.follow(probe, emptyData());
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: refusalOf(error) };
    throw error;
  }
  return { ok: true, value: { ...gatherer.all, bySignature } };
}

const emptyData = (): ValidationData => ({ certificates: [], crls: [], ocspResponses: [] });

interface EmbeddedSignature {
  readonly name: string;
  readonly isTimestamp: boolean;
  readonly signed: SignedData;
  readonly timestamp: SignedData | undefined;
}

/** Those that are to be followed. A document time stamp that was added last is the last field of the form. */
const asked = (
  all: readonly EmbeddedSignature[],
  { ofNewestTimestamp }: GatheringOptions,
): readonly EmbeddedSignature[] => {
  const newest = all.at(-1);
  return ofNewestTimestamp && newest?.isTimestamp ? [newest] : all;
};

/** Every SignedData in the file: of signatures, of the time stamps inside them, of document time stamps. */
function embeddedSignatures(document: PdfDocument): EmbeddedSignature[] {
  return signedFieldsOf(document).flatMap(({ dictionary }) => {
    const value = document.dictionary(dictionary.get('V'));
    const contents = document.resolve(value?.get('Contents'));
    if (!(contents instanceof PdfString)) return [];
    const isTimestamp = nameValue(document.resolve(value?.get('Type'))) === 'DocTimeStamp';
    const signed = parseSignedData(contents.bytes, true);
    const token = signed.unsignedAttributes.get(oids.signatureTimeStampToken);
    const timestamp = token && parseSignedData(encodingOf(token));
    return [{ name: digestOf('sha1', contents.bytes).toString('hex').toUpperCase(), isTimestamp, signed, timestamp }];
  });
}

/** A certificate whose state is asked for, and since when what it signed is proven. */
interface AskedCertificate {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly own: ValidationData;
  readonly provenAt?: Date;
}

function refuseRevoked({ certificate, provenAt }: AskedCertificate, revocation: Revocation | undefined): void {
  if (revocation && !(provenAt && revocation.at > provenAt)) refuse('revoked', certificate.subjectText);
}

class Gatherer {
  readonly all = emptyData();
  readonly #options: GatheringOptions;
  readonly #anchors: readonly Certificate[];
  readonly #intermediates: readonly Certificate[];
  readonly #crls = new Map<string, Uint8Array | undefined>();

  constructor(options: GatheringOptions) {
    this.#options = options;
    this.#anchors = options.roots.map(parseCertificate);
    this.#intermediates = (options.intermediates ?? []).map(parseCertificate);
  }

  /**
   * Adds the chain of a signer with revocation data for each certificate below the anchor. Refuses `revoked`, unless that was
   * after the moment at which it is proven to have signed.
   */
  async follow(signed: SignedData, own: ValidationData, provenAt?: Date): Promise<void> {
    const leaf = signed.signerCertificate ?? refuse('chain_incomplete', 'signer certificate missing');
    const path = this.#pathOf(leaf, signed.certificates);
    for (const [index, certificate] of path.entries()) {
      this.#add('certificates', certificate.der, own);
      const issuer = path[index + 1];
      if (issuer) await this.#addRevocation({ certificate, issuer, own, provenAt });
    }
  }

  #pathOf(leaf: Certificate, enclosed: readonly Certificate[]): Certificate[] {
    const path = [leaf];
    for (let current = leaf; !this.#anchors.some((anchor) => sameCertificate(anchor, current)); ) {
      const issuer = [...this.#anchors, ...enclosed, ...this.#intermediates].find(
        (candidate) => !path.includes(candidate) && isIssuedBy(current, candidate),
      );
      if (!issuer || path.length >= maxPath) return refuse('chain_incomplete', current.subjectText);
      path.push(issuer);
      current = issuer;
    }
    return path;
  }

  /** OCSP where a responder answers, otherwise the CRL. */
  async #addRevocation(asked: AskedCertificate): Promise<void> {
    for (const url of asked.certificate.extensions.ocspUrls) if (await this.#addOcsp(url, asked)) return;
    if (await this.#addCrl(asked)) return;
    refuse('revocation_unavailable', asked.certificate.subjectText);
  }

  async #addOcsp(url: string, asked: AskedCertificate): Promise<boolean> {
    const { certificate, issuer, own } = asked;
    const response = await this.#options.source.ocsp(url, encodeOcspRequest(certificate, issuer));
    const read = response && settled(() => readOcspResponse(response, certificate, issuer));
    if (!response || !read?.ok) return false;
    const { status, revocation, responder, thisUpdate, nextUpdate } = read.value;
    refuseRevoked(asked, revocation);
    if (status === 'unknown' || !this.#isFresh(thisUpdate, nextUpdate)) return false;
    const isKnown = isSelfEvident(responder, issuer) || (await this.#addCrl({ certificate: responder, issuer, own }));
    if (!isKnown) return false;
    this.#add('ocspResponses', response, own);
    this.#add('certificates', responder.der, own);
    return true;
  }

  async #addCrl(asked: AskedCertificate): Promise<boolean> {
    const { certificate, issuer, own } = asked;
    for (const url of certificate.extensions.crlUrls) {
      const der = await this.#crlAt(url);
      const read = der && settled(() => readCrl(der, issuer));
      if (!der || !read?.ok) continue;
      const { thisUpdate, nextUpdate, revoked } = read.value;
      refuseRevoked(asked, revoked.get(certificate.serialHex));
      // a list made before the certificate says nothing of it
      const speaks = thisUpdate >= certificate.notBefore && read.value.covers(certificate);
      if (!speaks || !this.#isFresh(thisUpdate, nextUpdate)) continue;
      this.#add('crls', der, own);
      return true;
    }
    return false;
  }

  async #crlAt(url: string): Promise<Uint8Array | undefined> {
    if (!this.#crls.has(url)) this.#crls.set(url, await this.#options.source.crl(url));
    return this.#crls.get(url);
  }

  #isFresh(thisUpdate: Date, nextUpdate: Date | undefined): boolean {
    const now = this.#options.now.getTime();
    if (thisUpdate.getTime() < (this.#options.madeSince?.getTime() ?? 0)) return false;
    // data without an end is replaced all the time, so an old answer is a replayed one
    const until = nextUpdate?.getTime() ?? thisUpdate.getTime() + maxAgeWithoutEndMs;
    return thisUpdate.getTime() <= now + 300_000 && until >= now;
  }

  #add(kind: keyof ValidationData, bytes: Uint8Array, own: ValidationData): void {
    for (const list of [this.all[kind], own[kind]])
      if (!list.some((known) => asBuffer(known).equals(bytes))) list.push(bytes);
  }
}
