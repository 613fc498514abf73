import { type Form, lined } from './form.ts';
import { personRows, row } from './rows.ts';

/** Form 03 of Circular 03/2025/TT-VPCP: a dossier is not taken, and why. */
export const refusalForm: Form = {
  number: '03',
  title: { vi: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ', en: 'Refusal of the dossier' },
  rows: [
    row.unit,
    ...personRows,
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
    ...lined(row.unit, ...personRows, row.dossierCode, row.procedure),
    {
      says: ({ unit }) =>
        `Qua xem xét, ${unit} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:`,
    },
    { says: ({ note }, blank) => note ?? blank },
  ],
  signers: [{ role: 'NGƯỜI NỘP HỒ SƠ' }, { role: 'NGƯỜI TIẾP NHẬN HỒ SƠ', name: ({ officer }) => officer }],
};
