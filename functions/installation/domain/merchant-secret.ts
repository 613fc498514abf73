import type { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { DAY_MS, type Instant } from '../../../shared/kernel/time.ts';

/** How long the credentials that were replaced stay valid: callbacks signed with them are still on their way. */
export const OVERLAP_MS = DAY_MS;

const sameCredentials = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
};

/** The secret after new credentials: those before stay valid for a day, those past it go. Undefined where nothing changes. */
export const rotated = (
  before: MerchantSecret | undefined,
  credentials: Readonly<Record<string, string>>,
  now: Instant,
): MerchantSecret | undefined => {
  if (!before) return { current: { ...credentials }, previous: [] };
  if (sameCredentials(before.current, credentials)) return undefined;
  const stillValid = before.previous.filter(
    (one) => one.validUntil > now && !sameCredentials(one.credentials, credentials),
  );
  return {
    current: { ...credentials },
    previous: [{ credentials: before.current, validUntil: now + OVERLAP_MS }, ...stillValid].slice(0, 5),
  };
};
