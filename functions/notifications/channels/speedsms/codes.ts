import type { Fault } from '../../ports.ts';

/** The code that says that SpeedSMS has the message. */
export const TAKEN = '00';

/** The documented codes of a refusal by what they mean for the message (speedsms.vn, SMS API, Error codes); the rest may or may not have sent it. */
export const faults: Readonly<Record<string, Fault>> = {
  '007': 'configuration', // the caller's address is locked
  '008': 'configuration', // the account is blocked
  '009': 'configuration', // the account may not call
  '101': 'configuration', // wrong or missing parameters
  '105': 'permanent', // not a phone number
  '110': 'configuration', // it does not carry the text's alphabet, which another carrier may
  '113': 'configuration', // too long for it
  '300': 'configuration', // not enough balance
  '500': 'retryable', // "Internal error, please try again"
};
