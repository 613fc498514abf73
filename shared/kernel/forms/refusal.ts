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
  mark: '/PTC-TTPVHCC',
  lines: [
    { row: row.unit },
    { row: row.person },
    { row: row.identity },
    { row: row.address },
    { row: row.phone },
    { row: row.email },
    { row: row.dossierCode },
    { row: row.procedure },
    {
      says: ({ unit }) =>
        `Qua xem xét, ${unit} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:`,
    },
    { says: ({ note }, blank) => note ?? blank },
  ],
  signers: [{ role: 'NGƯỜI NỘP HỒ SƠ' }, { role: 'NGƯỜI TIẾP NHẬN HỒ SƠ', name: ({ officer }) => officer }],
};
