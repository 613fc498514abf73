/** What a bank transfer must say, as a whole in a QR code and in its parts. */
export interface TransferQr {
  readonly payload: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly accountName: string;
  readonly memo: string;
}

/** What a browser posts to a provider's page, field by field in this order. */
export interface PostedForm {
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}
