import * as z from 'zod';

/** Whole Vietnamese dong. Never a fraction, never negative; arithmetic is exact up to 2^53. */
export const AmountVnd = z.int().nonnegative().max(999_999_999_999);

/** Whole Vietnamese dong; see the schema of the same name. */
export type AmountVnd = z.infer<typeof AmountVnd>;

/** The sum of amounts. */
export const sumVnd = (amounts: readonly AmountVnd[]): AmountVnd =>
  amounts.reduce((sum, amountVnd) => sum + amountVnd, 0);

/** `150000` as a citizen reads it: `150.000 đ` in Vietnamese, `150,000 VND` in English. */
export const formatVnd = (amountVnd: AmountVnd, language: 'vi' | 'en' = 'vi'): string => {
  const separator = language === 'vi' ? '.' : ',';
  const digits = String(amountVnd).replace(/\B(?=(\d{3})+$)/g, separator);
  return language === 'vi' ? `${digits} đ` : `${digits} VND`;
};
