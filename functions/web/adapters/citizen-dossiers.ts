import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import { isMobile } from '../../../shared/kernel/phone.ts';
import { citizenToken } from '../../../shared/platform/citizen-link.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { DossierView } from '../../dossiers/domain/view.ts';
import type { DossierPorts } from '../../dossiers/ports.ts';
import { readDossierByToken } from '../../dossiers/usecases/read-dossier.ts';
import type { CitizenDossier, Dossiers, WaysIn } from '../ports.ts';

/** What settled a fee, and whether a promise moved, is a part of the moment's kind: what is no longer due must never read as paid. */
const kindOf = ({ type, note, cause }: DossierView['timeline'][number]): string => {
  if (type === 'promised' && cause !== 'accepted') return 'promise_moved';
  return type === 'payment_settled' && note !== null ? `${type}_${note}` : type;
};

const momentsOf = ({ timeline }: DossierView): CitizenDossier['moments'] =>
  timeline
    .filter(({ flag, clock }) => flag === undefined && clock === undefined)
    .map((entry) => ({
      at: Date.parse(entry.at),
      type: kindOf(entry),
      // The note of a promise is its date; other notes are an officer's words and stay inside.
      date: entry.type === 'promised' && entry.note !== null ? Date.parse(entry.note) : undefined,
    }));

/** A landline gets no code. */
const mobileOf = (contact: DossierCard['contact']): string | undefined =>
  contact?.phone !== undefined && isMobile(contact.phone) ? contact.phone : undefined;

const clockOf = (state: DossierView['clock']['state']): CitizenDossier['clock'] =>
  state === 'paused' || state === 'overdue' ? state : 'other';

/** Dossiers through the use cases of their capability. */
export const citizenDossiers = (ports: () => Promise<DossierPorts>): Dossiers => ({
  async ofToken(token, now) {
    const found = await readDossierByToken(await ports())(token, now);
    if (!found.ok) return undefined;
    const { view, card } = found.value;
    return {
      dossierCode: view.dossierCode,
      agencyCode: view.agencyCode,
      procedureName: view.procedureName,
      applicantName: card.applicant?.fullName,
      phone: mobileOf(card.contact),
      statusNumber: view.status.number,
      promisedAt: view.promisedAt === null ? undefined : Date.parse(view.promisedAt),
      clock: clockOf(view.clock.state),
      moments: momentsOf(view),
    };
  },
});

/** The ways in by the dossiers' cards. */
export const cardWaysIn = (dossiersTable: Table, pepper: () => Promise<Pepper>): WaysIn => {
  const cards = dossierCardsIn(dossiersTable);
  return {
    async wayIn(dossierCode) {
      const [card, secret] = await Promise.all([cards.read(dossierCode), pepper()]);
      const phones = [card?.contact?.phone, card?.applicant?.phone].filter((phone) => phone !== undefined);
      return card && { phones, token: citizenToken(secret, dossierCode) };
    },
  };
};
