import type { Form } from './form.ts';
import { row } from './rows.ts';

/**
 * Form 01 of Circular 03/2025/TT-VPCP, the receipt of a dossier with the date on which its result is promised. How many sets of papers
 * there are and where the ledger of the counter has it are not known here.
 */
export const acceptanceForm: Form = {
  number: '01',
  title: { vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', en: 'Receipt of the dossier and promise of its result' },
  rows: [
    row.dossierCode,
    row.unit,
    row.person,
    row.identity,
    row.address,
    row.phone,
    row.email,
    row.principal,
    row.principalAddress,
    row.principalIdentity,
    row.principalPhone,
    row.principalEmail,
    row.procedure,
    row.agency,
    row.components,
    row.timeLimit,
    row.receivedAt,
    row.promisedAt,
    row.resultPlace,
    row.receiver,
    row.questions,
  ],
};
