import { type Form, lined, linedIfKnown } from './form.ts';
import { personRows, principalRows, row } from './rows.ts';

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
    ...personRows,
    ...principalRows,
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
  mark: '/-TTPVHCC',
  lines: [
    ...lined(row.dossierCode, row.unit, ...personRows),
    ...linedIfKnown(...principalRows),
    ...lined(row.procedure, row.components, row.sets, row.timeLimit, row.receivedAt, row.promisedAt, row.resultPlace),
    { says: (_, blank) => `Vào Sổ theo dõi hồ sơ, Quyển số: ${blank} Số thứ tự: ${blank}` },
  ],
  signers: [{ role: 'NGƯỜI NỘP HỒ SƠ' }, { role: 'NGƯỜI TIẾP NHẬN HỒ SƠ', name: ({ officer }) => officer }],
};
