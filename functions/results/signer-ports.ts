import type { AgencyCode } from '../../shared/kernel/ids.ts';
import type { ListPage } from '../../shared/kernel/paging.ts';
import type { AgencyPlan } from './domain/agency-plan.ts';
import type { SignerRow, SignerSecret } from './domain/signers.ts';

/** Where signers are set up. */
export interface SignerRows {
  find(signerId: string): Promise<SignerRow | undefined>;
  /** By id, ended ones too; a moment behind. */
  list(page: { readonly after: string | undefined; readonly limit: number }): Promise<ListPage<SignerRow>>;
  /** Replaces the row. */
  put(row: SignerRow): Promise<void>;
}

/** What remote signing services are asked with, one secret for each signer. */
export interface SignerSecrets {
  write(signerId: string, secret: SignerSecret): Promise<void>;
}

/** Where agencies' signing plans are set up. */
export interface AgencyPlans {
  find(agencyCode: AgencyCode): Promise<AgencyPlan | undefined>;
  put(agencyCode: AgencyCode, plan: AgencyPlan): Promise<void>;
}
