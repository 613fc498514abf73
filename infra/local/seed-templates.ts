import type { ApiClient } from './api-client.ts';

/** The templates that Zalo knows in a sandbox, each with what it names besides the dossier's code. */
const templates = {
  accepted: { hen_tra: 'promisedOn' },
  acceptance_withdrawn: {},
  corrected: { nay_la: 'status' },
  promise_moved: { hen_tra: 'promisedAt' },
  supplement_requested: {},
  refused: {},
  fee_due: { so_tien: 'amount', han_nop: 'payableUntil' },
  fee_reminder: { so_tien: 'amount', han_nop: 'payableUntil' },
  paid: { so_tien: 'amount' },
  refunded: { so_tien: 'refund' },
  fee_closed: { so_tien: 'amount' },
  result_ready: {},
  result_revoked: {},
  finished: {},
  rescheduled: { hen_tra: 'promisedAt' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The number of the first one; Zalo gives each template one of its own. */
const FIRST = 900_001;

/** Gives agencies words for Zalo, in Vietnamese: without them what is wished there goes by SMS. */
export async function seedTemplates(api: ApiClient, operator: string, agencies: readonly string[]): Promise<void> {
  for (const [n, [template, named]] of Object.entries(templates).entries()) {
    const words = {
      znsTemplateId: String(FIRST + n),
      parameters: { ma_ho_so: 'dossier', co_quan: 'agency', ...named },
    };
    for (const agency of agencies)
      await api.send(operator, 'PUT', `/v1/agencies/${agency}/templates/${template}/zalo/vi`, words);
  }
}
