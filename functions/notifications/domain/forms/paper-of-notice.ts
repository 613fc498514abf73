import type { FormNumber } from '../../../../shared/kernel/forms/form.ts';
import { type Paper, type PaperFacts, paperOf } from '../../../../shared/kernel/forms/paper.ts';
import type { Instant } from '../../../../shared/kernel/time.ts';
import type { Notice } from '../notice.ts';
import { templateFor } from '../templates/by-name.ts';

/** The number of the form that goes with a notice as a file; undefined where none does. */
export const paperNumberOf = (notice: Notice): FormNumber | undefined => templateFor(notice).paper;

/** That form, of what a notice says and the rest of what is known; undefined where it is not known of which moment it tells. */
export const paperOfNotice = (
  notice: Notice,
  form: FormNumber,
  facts: Omit<PaperFacts, 'promisedAt' | 'insteadOf' | 'at'>,
  occurredAt: Instant | undefined,
): Paper | undefined => {
  const at = occurredAt ?? ('at' in notice ? notice.at : undefined);
  if (at === undefined) return undefined;
  const promisedAt = 'promisedAt' in notice ? (notice.promisedAt ?? undefined) : undefined;
  const insteadOf = 'insteadOf' in notice ? (notice.insteadOf ?? undefined) : undefined;
  return paperOf(form, { ...facts, promisedAt, insteadOf, at: Math.floor(at / 1000) * 1000 });
};
