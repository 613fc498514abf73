import type { PdfDocument } from '../pdf/document.ts';
import { type PdfDictionary, type PdfObject, PdfReference, PdfStream } from '../pdf/objects.ts';
import { serialise } from '../pdf/serialise.ts';
import { certifiedPermission } from '../pdf/signature-fields.ts';
import { digestOf } from '../x509/digest.ts';
import type { Change } from './report.ts';

/** Two revisions side by side, and what may differ between them. */
export class RevisionComparison {
  readonly before: PdfDocument;
  readonly after: PdfDocument;
  /** What a certification signature of the earlier revision allows; 2 where there is none. */
  readonly permission: number;
  readonly certified: boolean;
  /** Objects whose place differs, by number. */
  readonly moved: ReadonlyMap<number, { readonly before: PdfObject; readonly after: PdfObject }>;
  readonly changes: Change[] = [];
  readonly #settled = new Set<number>();

  constructor(before: PdfDocument, after: PdfDocument) {
    this.before = before;
    this.after = after;
    const permission = certifiedPermission(before);
    this.certified = permission !== undefined;
    this.permission = permission ?? 2;
    this.moved = movedObjects(before, after);
  }

  forbid(code: string, subject: string | number): void {
    this.changes.push({ kind: 'forbidden', code, subject: String(subject) });
  }

  permit(code: string, subject: string | number): void {
    this.changes.push({ kind: 'permitted', code, subject: String(subject) });
  }

  doubt(code: string, subject: string | number): void {
    this.changes.push({ kind: 'unsettled', code, subject: String(subject) });
  }

  /** Marks an object's difference as looked at by a rule of its own. */
  settle(object: PdfObject | undefined): void {
    if (object instanceof PdfReference) this.#settled.add(object.objectNumber);
  }

  isSettled(objectNumber: number): boolean {
    return this.#settled.has(objectNumber);
  }

  /** Whether the object is one that the earlier revision did not have. */
  isNew(object: PdfObject | undefined): boolean {
    return object instanceof PdfReference && this.before.get(object.objectNumber) === null;
  }

  /**
   * Settles the owner of a list that may grow: the same object as before, or one that is new. Turning another object
   * into the owner would let an update wipe out signed content.
   */
  settleOwner(earlier: PdfObject | undefined, later: PdfObject | undefined): void {
    if (!(later instanceof PdfReference)) return;
    const same = earlier instanceof PdfReference && earlier.objectNumber === later.objectNumber;
    if (same || this.isNew(later)) this.settle(later);
  }

  /** Compares two dictionaries entry by entry, but for the given keys. */
  compareEntries(
    earlier: PdfDictionary | undefined,
    later: PdfDictionary | undefined,
    free: readonly string[],
    report: (key: string) => void,
  ): void {
    for (const key of new Set([...(earlier?.keys() ?? []), ...(later?.keys() ?? [])]))
      if (!free.includes(key) && fingerprint(earlier?.get(key)) !== fingerprint(later?.get(key))) report(key);
  }
}

function movedObjects(before: PdfDocument, after: PdfDocument) {
  const moved = new Map<number, { before: PdfObject; after: PdfObject }>();
  for (const [objectNumber, entry] of after.crossReference) {
    const earlier = before.crossReference.get(objectNumber);
    const samePlace =
      (entry.kind === 'offset' && earlier?.kind === 'offset' && entry.offset === earlier.offset) ||
      (entry.kind === 'compressed' &&
        earlier?.kind === 'compressed' &&
        entry.stream === earlier.stream &&
        entry.index === earlier.index);
    if (!samePlace) moved.set(objectNumber, { before: before.get(objectNumber), after: after.get(objectNumber) });
  }
  return moved;
}

/** Text that is equal for equal objects; a stream counts by its dictionary and the digest of its data. */
export const fingerprint = (object: PdfObject | undefined): string =>
  object instanceof PdfStream
    ? `${serialise(object.dictionary)} ${digestOf('sha256', object.data).toString('hex')}`
    : serialise(object);
