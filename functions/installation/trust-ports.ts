import type { MerchantSecret } from '../../shared/kernel/merchant-secret.ts';
import type { ListPage } from '../../shared/kernel/paging.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { TimestampAuthoritySetUp, TrustAnchorSetUp } from './domain/trust-requests.ts';
import type { PageAsked } from './ports.ts';

/** What is set up under a name and stays readable once it is ended. */
export interface NamedRow {
  readonly name: string;
  /** Since when it no longer counts. */
  readonly endedAt?: Instant | undefined;
}

/** Where rows are set up by their names. */
export interface NamedRows<Row extends NamedRow> {
  find(name: string): Promise<Row | undefined>;
  /** By name, ended ones too; a moment behind. */
  list(page: PageAsked): Promise<ListPage<Row>>;
  /** Replaces the row. */
  put(row: Row): Promise<void>;
}

/** A trust anchor. All of it is public. */
export type TrustAnchorRow = NamedRow & Omit<TrustAnchorSetUp, 'purpose'> & { readonly purpose: string };

/** A time-stamp authority as callers see it: never its password. */
export type TimestampAuthorityRow = NamedRow & Omit<TimestampAuthoritySetUp, 'password'>;

/** The passwords of time-stamp authorities, one each. */
export interface TimestampPasswords {
  read(name: string): Promise<MerchantSecret | undefined>;
  write(name: string, secret: MerchantSecret): Promise<void>;
}
