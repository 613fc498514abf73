import { WITHDRAWN } from '../../kernel/events.ts';
import type { Milestone } from '../../kernel/milestones.ts';
import type { Head } from './ledger.ts';

/** A milestone on its way to the bus: its withdrawal has the type with the suffix. */
export const withdrawalOf = (milestone: Milestone): Milestone => ({
  ...milestone,
  type: `${milestone.type}${WITHDRAWN}`,
});

/** What a head's replacement announces: the milestones that the old image lacked, and the withdrawal of those that vanished. */
export const announcements = (before: Head | undefined, after: Head): readonly Milestone[] => {
  const old = before?.milestones ?? {};
  const added = Object.values(after.milestones).filter((milestone) => !(milestone.id in old));
  const gone = Object.values(old).filter((milestone) => !(milestone.id in after.milestones));
  return [...added, ...gone.map(withdrawalOf)].sort((a, b) => a.at - b.at);
};
