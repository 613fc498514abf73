import type { CodeSpaces } from '../../shared/kernel/code-spaces.ts';
import type { AgencyCode, ApiKeyId } from '../../shared/kernel/ids.ts';
import type { MerchantSecret } from '../../shared/kernel/merchant-secret.ts';
import type { ListPage } from '../../shared/kernel/paging.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { CarrierSetUp } from './domain/carrier-requests.ts';
import type { RebuildStep } from './domain/rebuild-step.ts';
import type { AgencySetUp, ApiKeySetUp, MerchantFee } from './domain/requests.ts';

/** Which part of a list is asked for: at most `limit` after a key. */
export interface PageAsked {
  readonly after: string | undefined;
  readonly limit: number;
}

/** An agency as it was set up, by the rules of that day. */
export type AgencyRow = Partial<AgencySetUp> & { readonly agencyCode: AgencyCode };

/** Where agencies are set up. */
export interface AgencyStore {
  find(code: AgencyCode): Promise<AgencyRow | undefined>;
  /** By their codes; a moment behind. */
  list(page: PageAsked): Promise<ListPage<AgencyRow>>;
  isSetUp(code: AgencyCode): Promise<boolean>;
  /** Who numbers dossiers under which prefix, and the version by which `put` knows that nobody changed it meanwhile. */
  spaces(): Promise<{ readonly spaces: CodeSpaces; readonly version: number | undefined }>;
  /** Replaces the agency together with the spaces, or neither: `stale`, after a short wait, where these are no longer of the version. */
  put(
    code: AgencyCode,
    setUp: AgencySetUp,
    spaces: CodeSpaces,
    version: number | undefined,
  ): Promise<'created' | 'replaced' | 'stale'>;
}

/** A merchant as callers see it: never its credentials. */
export interface MerchantRow {
  readonly provider: string;
  readonly merchant: string;
  readonly agencyCode: AgencyCode;
  readonly webhookUrl: string;
  readonly credentialsUpdatedAt: Instant;
  /** When it was set up first, for the order among those of one agency; undefined for rows that were written before that was noted. */
  readonly setUpAt: Instant | undefined;
  /** What the provider keeps of each payment. */
  readonly fee: MerchantFee | undefined;
  /** Since when it opens no attempts. */
  readonly endedAt: Instant | undefined;
}

/** Where merchants are set up. */
export interface MerchantStore {
  find(provider: string, merchant: string): Promise<MerchantRow | undefined>;
  /** By provider and name, ended ones too; a moment behind. */
  list(page: PageAsked): Promise<ListPage<MerchantRow>>;
  /** Replaces the row; one that is ended is found by its name and in the list of all alone. */
  put(row: MerchantRow): Promise<void>;
}

/** The secrets of merchants, one each. */
export interface MerchantSecrets {
  read(provider: string, merchant: string): Promise<MerchantSecret | undefined>;
  write(provider: string, merchant: string, secret: MerchantSecret): Promise<void>;
}

/** A message carrier as callers see it: never its credentials. */
export interface CarrierRow extends Omit<CarrierSetUp, 'kind' | 'credentials'> {
  readonly carrierName: string;
  readonly kind: string;
  readonly channel: string;
  /** Where it tells what became of messages, if it does. */
  readonly receiptUrl?: string | undefined;
  readonly credentialsUpdatedAt: Instant;
  /** Since when it is given no messages. */
  readonly endedAt?: Instant | undefined;
}

/** How many receipts were heard of a carrier, of how many the message was known, and how many wait for that. */
export interface CarrierReceipts {
  readonly received: number;
  readonly matched: number;
  readonly waiting: number;
}

/** Where message carriers are set up. */
export interface CarrierStore {
  find(carrierName: string): Promise<CarrierRow | undefined>;
  /** By name, ended ones too; a moment behind. */
  list(page: PageAsked): Promise<ListPage<CarrierRow>>;
  /** Those that wait a moment behind. */
  receipts(carrierName: string, now: Instant): Promise<CarrierReceipts>;
  /** Replaces the row. */
  put(row: CarrierRow): Promise<void>;
}

/** The secrets of message carriers, one each. */
export interface CarrierSecrets {
  read(carrierName: string): Promise<MerchantSecret | undefined>;
  write(carrierName: string, secret: MerchantSecret): Promise<void>;
}

/** An API key as operators see it: nothing by which it could be used. */
export interface ApiKeyShown extends Omit<ApiKeySetUp, 'expiresAt'> {
  readonly apiKeyId: ApiKeyId;
  readonly expiresAt?: Instant | undefined;
  readonly revokedAt?: Instant | undefined;
}

/** Where API keys are kept, the secret only as its hash. */
export interface ApiKeyStore {
  find(keyId: ApiKeyId): Promise<ApiKeyShown | undefined>;
  /** By their ids, revoked ones too; a moment behind. */
  list(page: PageAsked): Promise<ListPage<ApiKeyShown>>;
  /** Keeps a key once under an id: its secret where it was made now, `repeated` or `conflict` where the id is taken. */
  create(keyId: ApiKeyId, setUp: ApiKeySetUp): Promise<{ readonly secret: string } | 'repeated' | 'conflict'>;
  has(keyId: ApiKeyId): Promise<boolean>;
  /** False where there is no such key. */
  revoke(keyId: ApiKeyId, at: Instant): Promise<boolean>;
}

/** A part of a capability's table that a rebuild reads: one of its segments, for aggregates with facts since a moment. */
export type RebuiltPart = Pick<RebuildStep, 'segment' | 'segments' | 'since'>;

/** A capability's table as a rebuild reads it, and the queue that folds its aggregates again. */
export interface Rebuildable {
  /** The keys of the aggregates on one page of a part, each once, and the cursor of the page behind it, if there is one. */
  page(
    part: RebuiltPart,
    cursor: string | undefined,
  ): Promise<{ readonly aggregates: readonly string[]; readonly cursor?: string }>;
  refold(aggregates: readonly string[]): Promise<void>;
}

/** The queue of a rebuild's own steps. */
export interface RebuildSteps {
  /** Queues a step. Where one of the same run, segment and number was queued within five minutes, that one stands. */
  send(step: RebuildStep): Promise<void>;
}

/** The epoch of a capability's table, which every head's number begins with. */
export interface TableEpoch {
  /** Raises the epoch once for a restore, above every one that it or the table that was restored ever had. Answers the epoch. */
  raise(restore: string, now: Instant): Promise<number>;
}
