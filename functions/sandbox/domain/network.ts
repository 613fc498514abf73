import * as z from 'zod';

/** What becomes of a message by whom it goes to. */
export type Fate =
  | 'delivered'
  | 'refused'
  | 'third_try'
  | 'late'
  | 'doubled'
  | 'out_of_order'
  | 'no_handset_receipt'
  | 'answer_lost'
  | 'no_zalo'
  | 'down';

/** Recipients whose messages have a fate of their own; all others are delivered. Numbers are chosen by their last two digits. */
export const fatefulRecipients: readonly { readonly to: string; readonly fate: Fate }[] = [
  { to: '0900000001', fate: 'delivered' },
  { to: '0900000002', fate: 'refused' },
  { to: '0900000003', fate: 'third_try' },
  { to: '0900000004', fate: 'late' },
  { to: '0900000005', fate: 'doubled' },
  { to: '0900000006', fate: 'out_of_order' },
  { to: '0900000007', fate: 'no_handset_receipt' },
  { to: '0900000008', fate: 'answer_lost' },
  { to: '0900000009', fate: 'down' },
  { to: '0900000010', fate: 'no_zalo' },
  { to: 'refused@sandbox.example', fate: 'refused' },
  { to: 'busy@sandbox.example', fate: 'third_try' },
  { to: 'lost@sandbox.example', fate: 'answer_lost' },
  { to: 'down@sandbox.example', fate: 'down' },
];

/** The fate of what goes to a recipient. */
export const fateOf = (to: string): Fate =>
  fatefulRecipients.find((recipient) => recipient.to === to.toLowerCase())?.fate ?? 'delivered';

/** What a person can have a carrier do with every message. `slow`: it takes its time, and then the message. */
export const CarrierOutcome = z.enum(['up', 'down', 'slow', 'throttle']);

/** What a person can have a carrier do with every message. */
export type CarrierOutcome = z.infer<typeof CarrierOutcome>;

/**
 * What a carrier says of a message. `repeated`: it has it since before; `lost`: it has it, and its answer does not arrive; `busy`: not now;
 * `stranger`: the sender's credentials are none of its own.
 */
export type Verdict = 'taken' | 'repeated' | 'refused' | 'busy' | 'lost' | 'down' | 'stranger' | 'malformed';

/** Which try of a message that is busy at first is taken. */
const THIRD = 3;

/** What a carrier of a channel says of the n-th try of a message with a fate. */
export const verdictOn = (
  fate: Fate,
  nth: number,
  channel: string,
): Extract<Verdict, 'taken' | 'refused' | 'busy' | 'lost' | 'down'> => {
  switch (fate) {
    case 'delivered':
    case 'late':
    case 'doubled':
    case 'out_of_order':
    case 'no_handset_receipt':
      return 'taken';
    case 'refused':
      return 'refused';
    case 'third_try':
      return nth < THIRD ? 'busy' : 'taken';
    case 'answer_lost':
      return nth === 1 ? 'lost' : 'taken';
    case 'no_zalo':
      return channel === 'zalo' ? 'refused' : 'taken';
    case 'down':
      return 'down';
  }
};

/** What a carrier tells of a message: its network has it, or its recipient's phone. */
export type Said = 'network_accepted' | 'delivered';

/** A receipt that follows a message, so many seconds after it was taken. */
export interface Following {
  readonly said: Said;
  readonly afterSeconds: number;
}

const DELIVERED: Following = { said: 'delivered', afterSeconds: 1 };

/** The receipts that follow a message with a fate, in the order in which they are sent. */
export const receiptsAfter = (fate: Fate): readonly Following[] => {
  switch (fate) {
    case 'late':
      return [{ said: 'delivered', afterSeconds: 20 }];
    case 'doubled':
      return [DELIVERED, { said: 'delivered', afterSeconds: 2 }];
    case 'out_of_order':
      return [DELIVERED, { said: 'network_accepted', afterSeconds: 3 }];
    case 'no_handset_receipt':
      return [{ said: 'network_accepted', afterSeconds: 1 }];
    default:
      return [DELIVERED];
  }
};

/** What is known in the end of a message with a fate: a phone's word overrules its network's. */
export const lastSaid = (fate: Fate): Said =>
  receiptsAfter(fate).some(({ said }) => said === 'delivered') ? 'delivered' : 'network_accepted';
