import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { currentAttempt, type IssuedResult } from '../domain/registry-entry.ts';
import { delayedUntil, type Renewal, renewalOf } from '../domain/renewal.ts';
import type { Outcome, PadesRefusal } from '../pades/refusal.ts';
import type { RevocationSource } from '../pades/revocation/gather.ts';
import { extendToArchive, extendToLongTerm } from '../pades/sign/extend.ts';
import { derOfPem } from '../pades/x509/pem.ts';
import type { ResultFiles, ResultRegistry, TimestampAuthorities, TimestampAuthority, TrustStore } from '../ports.ts';
import { keepRevision } from './keep-revision.ts';

/** What making results last needs from outside. */
export interface RenewResultPorts {
  readonly registry: ResultRegistry;
  readonly files: ResultFiles;
  readonly timestamps: TimestampAuthorities;
  readonly trust: Pick<TrustStore, 'rootsFor'>;
  readonly source: RevocationSource;
  /** SHA-256 of bytes, lower-case hex. */
  readonly sha256: (bytes: Uint8Array) => string;
}

/** One result that is to last. */
export interface RenewResult {
  readonly resultId: ResultId;
  readonly requestId: string;
  /** The moment that decides what is due. */
  readonly asOf: number;
  /** The clock: what is fetched and stamped is as fresh as it can be, whatever is due. */
  readonly now: number;
}

const noAuthority = fail({
  kind: 'temporarily_unavailable' as const,
  detail: 'no time-stamp authority answers rightly',
});

const isOfTimestamp = ({ reason }: PadesRefusal): boolean => reason.startsWith('timestamp_');

/**
 * Adds to a result's newest file what its plan wants it to last by, where that is due: revocation data from after its signatures and a
 * document time stamp, as its next version; each earlier byte stays. `renewed`, `not due`, or `delayed:<reason>` where the data cannot be
 * had yet, which is kept so that they are looked for later. `temporarily_unavailable` where no authority gives a time stamp: nothing is
 * kept then, and the next sweep finds it. The first file that is stored is the one that is registered, whoever made it. Throws where a store
 * cannot be reached.
 */
export const renewResult = (ports: RenewResultPorts) => {
  const { registry, files, timestamps, trust, source, sha256 } = ports;
  const revisions = keepRevision(ports);

  const optionsFor = async (entry: IssuedResult, n: number, now: number) => {
    const { fileId = '' } = currentAttempt(entry)?.request ?? {};
    const idOf = (part: string) => Buffer.from(sha256(Buffer.from(`${fileId}/v${n}/${part}`)), 'hex').subarray(0, 16);
    const times = (entry.issued.signatures ?? []).flatMap(({ signedAt }) => signedAt ?? []);
    const signedAt = times.length > 0 ? Math.max(...times) : entry.issued.registeredAt;
    const { archived } = entry.current;
    return {
      roots: derOfPem(await trust.rootsFor()),
      source,
      now: new Date(now),
      madeSince: new Date(archived?.stampedAt ?? signedAt),
      ofNewestTimestamp: archived !== undefined,
      fileIds: [idOf('data'), idOf('stamp')] as const,
    };
  };

  type Options = Awaited<ReturnType<typeof optionsFor>>;

  /** By the first authority that answers rightly. */
  const archived = async (pdf: Uint8Array, options: Options): Promise<Result<Outcome<Uint8Array>>> => {
    const stamping = await timestamps.inForce();
    const by = ({ request }: TimestampAuthority) =>
      extendToArchive(pdf, { request, roots: stamping?.roots ?? [], now: () => options.now }, options);
    for (const authority of stamping?.authorities ?? []) {
      const made = await by(authority);
      if (made.ok || !isOfTimestamp(made.refusal)) return ok(made);
      stamping?.failed(authority.name, `${made.refusal.reason}: ${made.refusal.detail}`);
    }
    return noAuthority;
  };

  const made = async ({ level }: Renewal, pdf: Uint8Array, options: Options): Promise<Result<Outcome<Uint8Array>>> =>
    level === 'B-LT' ? ok(await extendToLongTerm(pdf, options)) : archived(pdf, options);

  return async ({ resultId, requestId, asOf, now }: RenewResult): Promise<Result<string>> => {
    const entry = await registry.read(resultId);
    const renewal = entry && renewalOf(entry);
    if (!entry?.issued || !renewal || renewal.at > asOf) return ok('not due');
    const by = { recordedBy: 'system', requestId };
    const n = entry.current.n + 1;
    const options = await optionsFor(entry, n, now);
    const whole = { resultId, n, now, by, roots: options.roots, intermediates: [] };
    const storedBefore = await files.stored(resultId, n);
    if (storedBefore) {
      const registered = await revisions.register(whole, storedBefore);
      return registered.ok ? ok('renewed') : registered;
    }
    const newest = await files.stored(resultId, entry.current.n);
    if (!newest) return fail({ kind: 'not_configured', detail: 'the newest file is not there' });
    const next = await made(renewal, newest.pdf, options);
    if (!next.ok) return next;
    if (!next.value.ok) {
      const { reason } = next.value.refusal;
      const { tries } = renewal;
      const until = delayedUntil(tries, now);
      await registry.record(resultId, { kind: 'renewal_delayed', n, tries, until, reason }, by);
      return ok(`delayed:${reason}`);
    }
    const { uploadVersionId } = newest;
    const { level } = renewal;
    const file = { ...whole, pdf: next.value.value, uploadVersionId, continues: newest.pdf, level };
    const kept = await revisions.keep(file);
    return kept.ok ? ok('renewed') : kept;
  };
};
