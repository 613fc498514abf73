import type { Form } from './form.ts';
import { row } from './rows.ts';

/** Form 03 of Circular 03/2025/TT-VPCP: a dossier is not taken, and why. */
export const refusalForm: Form = {
  number: '03',
  title: { vi: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ', en: 'Refusal of the dossier' },
  rows: [
    row.unit,
    row.person,
    row.identity,
    row.address,
    row.phone,
    row.email,
    row.dossierCode,
    row.procedure,
    row.agency,
    row.reason,
    row.refusedAt,
    row.receiver,
    row.questions,
  ],
};
