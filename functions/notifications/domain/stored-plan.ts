import * as z from 'zod';
import { type MessageId, named } from '../../../shared/kernel/ids.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { Intended } from './facts.ts';

/** The stored messages that a word of an occasion leads to, of whatever release planned them; undefined where they are none. */
export const storedPlan = storedAs(
  z.array(z.object({ messageId: named<MessageId>(z.string()), intent: Intended })).readonly(),
);
