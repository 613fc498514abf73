/** What a bank transfer must say, as a whole in a QR code and in its parts. */
export interface TransferQr {
  readonly payload: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly accountName: string;
  readonly memo: string;
}
