import { DAY_MS, MINUTE_MS, VIET_NAM_OFFSET_MS } from '../../../shared/kernel/time.ts';

/** Hours of the day in Viet Nam, `21:00` to `07:00`, in which a phone is left in peace. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** The project's default, for agencies that set none. */
const defaultQuietHours: QuietHours = { from: '21:00', to: '07:00' };

const msOfDay = (hour: string): number => {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
};

const areHours = ({ from, to }: QuietHours): boolean => Number.isFinite(msOfDay(from) + msOfDay(to));

/**
 * How long a message that can wait must still wait, in milliseconds; 0 outside quiet hours, and always where they are off (null). Hours
 * that this release cannot read are those by default.
 */
export const quietFor = (quietHours: QuietHours | null | undefined, now: number): number => {
  if (quietHours === null) return 0;
  const { from, to } = quietHours && areHours(quietHours) ? quietHours : defaultQuietHours;
  const length = (msOfDay(to) - msOfDay(from) + DAY_MS) % DAY_MS;
  const since = (((now + VIET_NAM_OFFSET_MS) % DAY_MS) - msOfDay(from) + DAY_MS) % DAY_MS;
  return since < length ? length - since : 0;
};
