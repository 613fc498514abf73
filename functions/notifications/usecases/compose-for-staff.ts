import type { Digests } from '../digest-ports.ts';
import type { DueSoon } from '../domain/digest.ts';
import type { Sayable } from '../domain/message.ts';
import type { StaffNotice } from '../domain/notice.ts';
import { type DueDossier, dueSoonMail, overdueMail } from '../domain/staff-mail.ts';
import type { AgencyReader, Composed, DossierReader } from '../ports.ts';

/** What composing for staff needs from outside. */
export interface ComposeForStaffPorts {
  readonly cards: DossierReader;
  readonly agencies: AgencyReader;
  readonly digests: Pick<Digests, 'dossiersIn'>;
  readonly now: () => number;
}

/** So many dossiers are looked at side by side. */
const TOGETHER = 25;

/** Of several due moments of a dossier the last one. */
const lastOfEach = (due: readonly DueSoon[]): DueSoon[] => {
  const last = new Map(due.map((each) => [each.dossierCode, each]));
  return due.filter((each) => last.get(each.dossierCode) === each);
};

/**
 * A message to an agency's staff in its words, by what is so now: `overtaken` where nothing of it is any more, since the dossier ended
 * or another date holds; undefined where no such dossier is registered.
 */
export const composeForStaff = ({ cards, agencies, digests, now }: ComposeForStaffPorts) => {
  /** A moment as staff are told of it, while it stands. */
  const standing = async ({ occasion, dossierCode, dueAt }: DueSoon): Promise<DueDossier | undefined> => {
    const [card, stands] = await Promise.all([cards.read(dossierCode), cards.stands(dossierCode, occasion)]);
    return card && stands ? { dossierCode, procedureName: card.procedureName, dueAt } : undefined;
  };

  /** What of a digest is still to come. */
  const stillDue = async (name: string): Promise<DueDossier[]> => {
    const due = lastOfEach((await digests.dossiersIn(name)).filter(({ dueAt }) => now() < dueAt));
    const found: DueDossier[] = [];
    for (let from = 0; from < due.length; from += TOGETHER) {
      const looked = await Promise.all(due.slice(from, from + TOGETHER).map(standing));
      found.push(...looked.filter((dossier) => dossier !== undefined));
    }
    return found;
  };

  return async (
    { messageId, intent, resent }: Sayable,
    notice: StaffNotice,
    leg: number,
  ): Promise<Composed | 'no_address' | 'overtaken' | undefined> => {
    const { agencyCode, dossierCode, occasion, seat = 0 } = intent;
    const to = (await agencies.staffAddresses(agencyCode))[seat];
    if (to === undefined) return 'no_address';
    const { shortName, name } = await agencies.named(agencyCode);
    const agency = shortName ?? name;
    const envelope = { channel: 'email', clientReference: messageId, round: resent.length, leg, to } as const;
    if (notice.template === 'due_soon') {
      const due = await stillDue(notice.digest);
      return due.length === 0 ? 'overtaken' : { ...envelope, ...dueSoonMail(due, agency) };
    }
    if (!(await cards.read(dossierCode))) return undefined;
    const dossier = await standing({ occasion, dossierCode, dueAt: notice.dueAt });
    return dossier ? { ...envelope, ...overdueMail(dossier, agency) } : 'overtaken';
  };
};
