import * as z from 'zod';

/** What the first nine digits weigh in the tenth (python-stdnum's `vn.mst`, after the General Department of Taxation). */
const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

const hasCheckDigit = (taxCode: string): boolean => {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(taxCode[i]), 0);
  return Number(taxCode[9]) === 10 - (sum % 11);
};

/**
 * The tax code (mã số thuế) of an organisation: 10 digits, the last a check digit, or those of the organisation above and 3 of the
 * dependent unit (Circular 86/2024/TT-BTC). Kept as it is written officially, `0100233488-001`, with or without the hyphen before.
 */
export const TaxCode = z
  .string()
  .trim()
  .regex(/^\d{10}(-?\d{3})?$/, 'expected 10 or 13 digits')
  .refine(hasCheckDigit, 'expected a tax code with its check digit')
  .transform((code) => code.replace(/^(\d{10})-?(\d{3})$/, '$1-$2'));
