import type { Carrier, CarrierAnswer, Composed } from '../../../functions/notifications/ports.ts';

const manners = {
  takes: { taken: true },
  refuses: { taken: false, fault: 'permanent', reason: 'refused' },
  silent: { taken: false, fault: 'unknown', reason: 'no answer' },
} as const satisfies Readonly<Record<string, CarrierAnswer>>;

/** A carrier of Zalo that does with everything what it was told to; what it is silent about has arrived. */
export const zaloInMemory = () => {
  const zalo = {
    manner: 'takes' as keyof typeof manners,
    taken: [] as Composed[],
    carriers: [] as readonly Carrier[],
  };
  const carrier: Carrier = {
    name: 'zalo',
    tries: 2,
    waits: { leastSeconds: 0, mostSeconds: 0 },
    afterKill: 'may_repeat',
    async send(message) {
      if (zalo.manner !== 'refuses') zalo.taken.push(message);
      return manners[zalo.manner];
    },
  };
  zalo.carriers = [carrier];
  return zalo;
};
