import { type Form, lined } from './form.ts';
import { row } from './rows.ts';

/** Form 02 of Circular 03/2025/TT-VPCP: what is to be added to a dossier or mended in it. What is asked for and why is one text here. */
export const supplementForm: Form = {
  number: '02',
  title: { vi: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', en: 'Request to complete the dossier' },
  rows: [
    row.unit,
    row.owner,
    row.procedure,
    row.address,
    row.phone,
    row.email,
    row.dossierCode,
    row.agency,
    row.asked,
    row.askedAt,
    row.guide,
    row.questions,
  ],
  mark: '/PBS-TTPVHCC',
  lines: [
    ...lined(
      row.owner,
      row.procedure,
      row.address,
      row.phone,
      row.email,
      row.dossierCode,
      row.asked,
      row.why,
      row.questions,
    ),
  ],
  signers: [{ role: 'NGƯỜI HƯỚNG DẪN', name: ({ officer }) => officer }],
};
