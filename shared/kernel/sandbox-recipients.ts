/** What the sandbox's carrier and mailbox do with a message to one of the recipients below, instead of taking it. */
export type RecipientFault = 'refused_for_good' | 'busy_once' | 'answer_lost';

/** Recipients of the sandbox that show a fault; any other receives its messages. */
export const sandboxRecipients: readonly { readonly to: string; readonly fault: RecipientFault }[] = [
  { to: '0900000001', fault: 'refused_for_good' },
  { to: '0900000002', fault: 'busy_once' },
  { to: '0900000003', fault: 'answer_lost' },
  { to: 'refused@sandbox.example', fault: 'refused_for_good' },
  { to: 'busy@sandbox.example', fault: 'busy_once' },
  { to: 'lost@sandbox.example', fault: 'answer_lost' },
];

/** The fault that a recipient shows; undefined for most. */
export const recipientFault = (to: string): RecipientFault | undefined =>
  sandboxRecipients.find((recipient) => recipient.to === to.toLowerCase())?.fault;
