import { timingSafeEqual } from 'node:crypto';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { FormLinks } from '../ports.ts';

/** Addresses of forms, whose last part says until when they hold (in seconds) and proves it by the pepper: nobody else can make or prolong one. */
export const formLinksAt = (pepper: Pepper, publicOrigin: string): FormLinks => {
  const keyOf = (dossierCode: string, form: string, until: number): string =>
    `${until}-${pepper.token('form', dossierCode, form, String(until))}`;
  return {
    urlOf: (dossierCode, form, until) =>
      `${publicOrigin}/v1/dossiers/${encodeURIComponent(dossierCode)}/forms/${form}/${keyOf(dossierCode, form, Math.floor(until / 1000))}`,
    opens(dossierCode, form, key, now) {
      const until = Number(/^(\d{1,12})-/.exec(key)?.[1] ?? 0);
      const [expected, claimed] = [Buffer.from(keyOf(dossierCode, form, until)), Buffer.from(key)];
      return until * 1000 > now && expected.length === claimed.length && timingSafeEqual(expected, claimed);
    },
  };
};
