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
  mark: '/-TTPVHCC',
  lines: [
    { row: row.dossierCode },
    { row: row.unit },
    { row: row.person },
    { row: row.identity },
    { row: row.address },
    { row: row.phone },
    { row: row.email },
    { row: row.principal, ifKnown: true },
    { row: row.principalAddress, ifKnown: true },
    { row: row.principalIdentity, ifKnown: true },
    { row: row.principalPhone, ifKnown: true },
    { row: row.principalEmail, ifKnown: true },
    { row: row.procedure },
    { row: row.components },
    { row: row.sets },
    { row: row.timeLimit },
    { row: row.receivedAt },
    { row: row.promisedAt },
    { row: row.resultPlace },
    { says: (_, blank) => `Vào Sổ theo dõi hồ sơ, Quyển số: ${blank} Số thứ tự: ${blank}` },
  ],
  signers: [{ role: 'NGƯỜI NỘP HỒ SƠ' }, { role: 'NGƯỜI TIẾP NHẬN HỒ SƠ', name: ({ officer }) => officer }],
};
