import type { Fault } from '../../ports.ts';

/** The codes that say that eSMS has the message: just now, or already under our `RequestId` (124). */
export const TAKEN: readonly string[] = ['100', '124'];

/**
 * The documented codes of a refusal by what they mean for the message (developers.esms.vn, Table of error codes); the rest may or may not
 * have sent it.
 */
export const faults: Readonly<Record<string, Fault>> = {
  '99': 'permanent', // the number is blocked
  '101': 'configuration', // wrong keys
  '102': 'configuration', // no price list
  '103': 'configuration', // not enough balance
  '104': 'configuration', // no such brand name
  '108': 'permanent', // not a phone number
  '118': 'configuration', // unsupported type of message
  '140': 'configuration', // the caller's address is not allowed
  '146': 'configuration', // the text fits no registered template
  '177': 'configuration', // the brand name is not registered with the person's network
};
