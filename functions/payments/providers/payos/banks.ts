/** Banks whose accounts payOS collects on, by NAPAS's number of the bank (BIN). */
const banks: Readonly<Record<string, string>> = {
  '970405': 'Agribank',
  '970407': 'Techcombank',
  '970415': 'VietinBank',
  '970416': 'ACB',
  '970418': 'BIDV',
  '970422': 'MB',
  '970423': 'TPBank',
  '970432': 'VPBank',
  '970436': 'Vietcombank',
  '970437': 'HDBank',
  '970441': 'VIB',
  '970443': 'SHB',
  '970448': 'OCB',
  '970452': 'KienlongBank',
};

/** What a bank is called; its number where that says nothing to us. */
export const bankName = (bin: string): string => banks[bin] ?? `BIN ${bin}`;
