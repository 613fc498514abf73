declare module 'split-sms' {
  /** A text as it is split into messages. */
  export function split(
    text: string,
    options?: { readonly summary?: boolean },
  ): { readonly characterSet: 'GSM' | 'Unicode'; readonly parts: readonly unknown[] };
}
