import { lined, linedIfKnown, type PrintedForm } from './form.ts';
import { personRows, row } from './rows.ts';

/**
 * Form 05 of Circular 03/2025/TT-VPCP: the work on a dossier has stopped. Its layout was not found: it says what the form is made of, the
 * request to stop, the stage, the decision and the money, and has no mark behind its number.
 */
export const stopForm: PrintedForm = {
  number: '05',
  title: { vi: 'Thông báo dừng giải quyết hồ sơ', en: 'Notice that work on the dossier has stopped' },
  mark: '',
  lines: [
    ...lined(row.unit, ...personRows, row.dossierCode, row.procedure, row.agency),
    ...linedIfKnown(row.stopAsked, row.stage),
    ...lined(row.stoppedAt, row.reason, row.money),
    { row: row.questions, ifKnown: true },
  ],
  signers: [{ role: 'NGƯỜI THÔNG BÁO', name: ({ officer }) => officer }],
};
