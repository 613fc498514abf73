/** The official statuses of a dossier (TrangThaiHoSo of the National Public Service Portal) by number. */
export const statusNames = {
  1: 'submitted',
  2: 'accepted',
  3: 'refused',
  4: 'processing',
  5: 'supplement_requested',
  6: 'payment_requested',
  7: 'withdrawal_requested',
  8: 'stopped',
  9: 'finished',
  10: 'returned',
} as const;

/** An official status, 1-10. */
export type StatusNumber = keyof typeof statusNames;
