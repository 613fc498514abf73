import type { Fault } from '../../ports.ts';

/** The code that says that Zalo has the message. */
export const TAKEN = '0';

/** The access token is not taken, or not any more. */
export const TOKEN_REFUSED = '-124';

/**
 * The documented codes of a refusal by what they mean for the message (zalo.cloud, ZNS, Handle error codes); the rest may or may not have
 * sent it. What Zalo does not bring of a template, to a person or within a quota nobody mends before the message's end, and no other
 * carrier of Zalo's could: it has failed for good, so that the SMS goes. Only what keeps every message from being sent waits for an operator.
 */
export const faults: Readonly<Record<string, Fault>> = {
  '-100': 'retryable', // unknown, "try again later"
  '-101': 'configuration', // no such application
  '-102': 'configuration', // the application does not exist
  '-103': 'configuration', // the application is not activated
  '-104': 'configuration', // wrong secret of the application
  '-105': 'configuration', // the application is linked to no Official Account
  '-106': 'configuration', // unsupported method
  '-108': 'permanent', // not a phone number
  '-109': 'permanent', // no such template
  '-110': 'permanent', // the person's version of Zalo is too old
  '-111': 'permanent', // the template has no data
  '-112': 'permanent', // the data do not fit the template
  '-113': 'permanent', // a button of the template is wrong
  '-114': 'permanent', // inactive, or the person refuses
  '-115': 'permanent', // out of quota
  '-116': 'permanent', // a text is wrong
  '-117': 'permanent', // no permission to use the template
  '-118': 'permanent', // no Zalo account
  '-119': 'permanent', // the account cannot receive
  '-120': 'configuration', // no permission for this function
  '-121': 'permanent', // the template has no content
  '-122': 'permanent', // the body has another form
  '-124': 'configuration', // the access token is refused, a new one too
  '-125': 'configuration', // no such Official Account
  '-131': 'permanent', // the template was not approved
  '-132': 'permanent', // a parameter is wrong
  '-133': 'retryable', // not at night
  '-135': 'configuration', // the Official Account may not send
  '-139': 'permanent', // the person refuses this kind
  '-141': 'permanent', // the person refuses the Official Account
  '-144': 'permanent', // the day's quota is used up
  '-146': 'permanent', // the template was disabled
  '-147': 'permanent', // the template's quota of the day is used up
};
