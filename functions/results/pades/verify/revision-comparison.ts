import type { PdfDocument } from '../pdf/document.ts';
import { type PdfDictionary, type PdfObject, PdfReference, PdfStream } from '../pdf/objects.ts';
import { serialise } from '../pdf/serialise.ts';
import { certifiedPermission, type FormField, formFieldsOf, isSignatureField } from '../pdf/signature-fields.ts';
import { digestOf } from '../x509/digest.ts';
import { type ReferenceIndex, referencesIn } from './reference-index.ts';
import type { Change } from './report.ts';

const maxChangesOfAKind = 100;
/** What looking for one object in both revisions costs, in units of `Effort`. */
const entryEffort = 1 / 4;

/** Two revisions side by side, and what may differ between them. */
export class RevisionComparison {
  readonly before: PdfDocument;
  readonly after: PdfDocument;
  /** What a certification signature of the earlier revision allows; 2 where there is none. */
  readonly permission: number;
  readonly certified: boolean;
  /** Objects whose place differs, by number. */
  readonly moved: ReadonlyMap<number, { readonly before: PdfObject; readonly after: PdfObject }>;
  /** At most `maxChangesOfAKind` of each kind: the rest adds nothing to the verdict. */
  readonly changes: Change[] = [];
  readonly fieldsBefore: readonly FormField[];
  readonly fieldsAfter: readonly FormField[];
  /** References to the signature fields of the later revision, as text. */
  readonly signatureFields: ReadonlySet<string>;
  readonly #references: ReferenceIndex;
  readonly #settled = new Set<number>();
  readonly #grown = new Set<number>();

  /** `references` are those of `after`. */
  constructor(before: PdfDocument, after: PdfDocument, references: ReferenceIndex) {
    this.before = before;
    this.after = after;
    this.#references = references;
    const permission = certifiedPermission(before);
    this.certified = permission !== undefined;
    this.permission = permission ?? 2;
    this.moved = movedObjects(before, after);
    this.fieldsBefore = formFieldsOf(before);
    this.fieldsAfter = formFieldsOf(after);
    this.signatureFields = new Set(
      this.fieldsAfter.filter(isSignatureField).map(({ reference }) => serialise(reference)),
    );
  }

  forbid(code: string, subject: string | number): void {
    this.#note('forbidden', code, subject);
  }

  permit(code: string, subject: string | number): void {
    this.#note('permitted', code, subject);
  }

  doubt(code: string, subject: string | number): void {
    this.#note('unsettled', code, subject);
  }

  #note(kind: Change['kind'], code: string, subject: string | number): void {
    if (this.changes.filter((change) => change.kind === kind).length < maxChangesOfAKind)
      this.changes.push({ kind, code, subject: String(subject) });
  }

  /**
   * Marks an object's difference as looked at by a rule of its own. Rules look at dictionaries and arrays: a stream is never
   * settled, because its data may be content of a page as well.
   */
  settle(object: PdfObject | undefined): void {
    if (!(object instanceof PdfReference)) return;
    const pair = this.moved.get(object.objectNumber);
    if (pair?.before instanceof PdfStream || pair?.after instanceof PdfStream) return;
    this.#settled.add(object.objectNumber);
  }

  isSettled(objectNumber: number): boolean {
    return this.#settled.has(objectNumber);
  }

  /** Objects of the earlier revision that were let grow. Nothing but their owner may refer to them. */
  get grown(): ReadonlySet<number> {
    return this.#grown;
  }

  /** How often objects of the earlier revision refer to each of those that moved. */
  countUses(): ReadonlyMap<number, number> {
    const uses = new Map<number, number>();
    const count = (target: number, times: number) => uses.set(target, (uses.get(target) ?? 0) + times);
    for (const [objectNumber, pair] of this.moved) {
      count(objectNumber, this.#references.referrersOf(objectNumber).filter((one) => !this.moved.has(one)).length);
      for (const target of referencesIn(this.before, pair.before)) if (this.moved.has(target)) count(target, 1);
    }
    return uses;
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
    if (!same && !this.isNew(later)) return;
    this.settle(later);
    if (same && this.moved.has(later.objectNumber)) this.#grown.add(later.objectNumber);
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
  after.effort.spend(after.crossReference.size * entryEffort);
  for (const objectNumber of after.crossReference.keys())
    if (!before.isUnmovedIn(after, objectNumber)) {
      const pair = { before: before.get(objectNumber), after: after.get(objectNumber) };
      if (pair.before !== null || pair.after !== null) moved.set(objectNumber, pair);
    }
  return moved;
}

/** Text that is equal for equal objects; a stream counts by its dictionary and the digest of its data. */
export const fingerprint = (object: PdfObject | undefined): string =>
  object instanceof PdfStream
    ? `${serialise(object.dictionary)} ${digestOf('sha256', object.data).toString('hex')}`
    : serialise(object);
