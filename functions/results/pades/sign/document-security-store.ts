import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import { IncrementalUpdate } from '../pdf/incremental-update.ts';
import type { Limits } from '../pdf/limits.ts';
import { dictionary, name, type PdfDictionary, type PdfObject, PdfReference, PdfStream } from '../pdf/objects.ts';
import { type Outcome, settled } from '../refusal.ts';
import type { CollectedData, ValidationData } from '../revocation/gather.ts';
import { digestOf } from '../x509/digest.ts';

/** Keys of the store by kind of data (ETSI EN 319 142-1 section 5.4.2.2), and of one signature's part of it. */
const kinds = [
  { data: 'certificates', store: 'Certs', part: 'Cert' },
  { data: 'crls', store: 'CRLs', part: 'CRL' },
  { data: 'ocspResponses', store: 'OCSPs', part: 'OCSP' },
] as const;

/** Adds validation data to the Document Security Store, keeping what is there: B-LT out of B-T. */
export function addValidationData(
  pdf: Uint8Array,
  collected: CollectedData,
  options: { readonly fileId: Uint8Array; readonly limits?: Limits },
): Outcome<Uint8Array> {
  return settled(() => {
    const base = asBuffer(pdf);
    const update = new IncrementalUpdate(new PdfDocument(base, options.limits));
    new SecurityStore(update).add(collected);
    return Buffer.concat([base, update.finish(options.fileId).tail]);
  });
}

class SecurityStore {
  readonly #update: IncrementalUpdate;
  readonly #owner: PdfObject | undefined;
  readonly #store: PdfDictionary;
  readonly #known = new Map<string, PdfReference>();

  constructor(update: IncrementalUpdate) {
    this.#update = update;
    this.#owner = update.document.catalog.get('DSS');
    this.#store = new Map(update.document.dictionary(this.#owner) ?? [['Type', name('DSS')]]);
  }

  add(collected: CollectedData): void {
    for (const { data, store } of kinds) this.#extendList(store, collected[data]);
    const related: PdfDictionary = new Map(this.#update.document.dictionary(this.#store.get('VRI')) ?? []);
    for (const [signature, data] of collected.bySignature) related.set(signature, this.#relatedInformation(data));
    this.#store.set('VRI', related);
    if (this.#owner instanceof PdfReference) this.#update.replace(this.#owner, this.#store);
    else {
      const { document } = this.#update;
      this.#update.replace(document.rootReference, new Map(document.catalog).set('DSS', this.#update.add(this.#store)));
    }
  }

  /** Appends what the list lacks. Objects already there stay where they are. */
  #extendList(key: string, blobs: readonly Uint8Array[]): void {
    const { document } = this.#update;
    const list: PdfObject[] = [...(document.array(this.#store.get(key)) ?? [])];
    for (const item of list) {
      const stream = document.resolve(item);
      if (item instanceof PdfReference && stream instanceof PdfStream)
        this.#known.set(identity(key, document.decode(stream)), item);
    }
    for (const blob of blobs) {
      const id = identity(key, blob);
      if (this.#known.has(id)) continue;
      const reference = this.#update.addStream(new Map(), asBuffer(blob));
      this.#known.set(id, reference);
      list.push(reference);
    }
    if (list.length > 0) this.#store.set(key, list);
  }

  /** Validation-related information of one signature (section 5.4.2.3). */
  #relatedInformation(data: ValidationData): PdfDictionary {
    const entries: Record<string, PdfObject | undefined> = { Type: name('VRI') };
    for (const { data: kind, store, part } of kinds) {
      const references = data[kind].flatMap((blob) => this.#known.get(identity(store, blob)) ?? []);
      entries[part] = references.length > 0 ? references : undefined;
    }
    return dictionary(entries);
  }
}

const identity = (key: string, blob: Uint8Array): string => `${key} ${digestOf('sha256', blob).toString('hex')}`;
