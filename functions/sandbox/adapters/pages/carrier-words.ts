import type { CarrierOutcome } from '../../domain/network.ts';

/** What each outcome of a carrier does, in words. */
export const carrierWords: Readonly<Record<CarrierOutcome, string>> = {
  up: 'Hoạt động bình thường.',
  down: 'Không hoạt động.',
  slow: 'Trả lời chậm vài giây.',
  throttle: 'Từ chối vì quá nhiều yêu cầu.',
};
