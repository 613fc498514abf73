import { lined, type PrintedForm } from './form.ts';
import { row } from './rows.ts';

/** Form 06 of Circular 03/2025/TT-VPCP: from which hand to which a dossier went, by the trace that is kept of it. */
export const controlSlip: PrintedForm = {
  number: '06',
  title: { vi: 'Phiếu kiểm soát quá trình giải quyết hồ sơ', en: 'Control slip of the dossier' },
  mark: '/PKS-TTPVHCC',
  lines: [...lined(row.dossierCode, row.agency, row.partner, row.receivedAt, row.promisedAt), { table: 'hand_overs' }],
  signers: [],
};
