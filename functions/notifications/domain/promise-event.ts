import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Notice } from './notice.ts';
import type { Language } from './templates/template.ts';

/** A promised date for a person's calendar: all words of a dossier move or cancel one event. */
export interface PromiseEvent {
  readonly dossierCode: DossierCode;
  readonly at: Instant;
  readonly isCancelled: boolean;
  /** Of two words of a dossier the later one has the higher number; below 2^31. */
  readonly sequence: number;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  /** Who promises, and where that can be written to. */
  readonly agencyName: string;
  readonly agencyEmail?: string | undefined;
}

/** What an event says of its dossier; no person is named in it, since calendars are shared. */
export interface PromiseParticulars extends Pick<PromiseEvent, 'agencyName' | 'agencyEmail'> {
  readonly language: Language;
  readonly dossierCode: DossierCode;
  readonly procedureName: string;
  readonly unit: string;
  readonly unitAddress?: string | undefined;
}

const summaries = {
  vi: (code: string) => `Hẹn trả kết quả hồ sơ ${code}`,
  en: (code: string) => `Result of dossier ${code} promised`,
} as const;

/** The notices that say when a result is promised, or that it is not any more. */
const ofPromises = ['accepted', 'promise_moved', 'rescheduled', 'acceptance_withdrawn'] as const;
type OfPromise = Extract<Notice, { template: (typeof ofPromises)[number] }>;

const isOfPromise = (notice: Notice): notice is OfPromise =>
  (ofPromises as readonly string[]).includes(notice.template);

/** What a notice tells a calendar; undefined where that is nothing. */
export const promiseEventOf = (notice: Notice, particulars: PromiseParticulars): PromiseEvent | undefined => {
  if (!isOfPromise(notice) || notice.promisedAt === null) return undefined;
  const { language, dossierCode, procedureName, unit, unitAddress, agencyName, agencyEmail } = particulars;
  return {
    dossierCode,
    at: notice.promisedAt,
    isCancelled: notice.template === 'acceptance_withdrawn',
    sequence: notice.sequence ?? 0,
    summary: summaries[language](dossierCode),
    description: procedureName.normalize('NFC'),
    location: [unit, unitAddress]
      .filter((part) => part !== undefined)
      .join(', ')
      .normalize('NFC'),
    agencyName: agencyName.normalize('NFC'),
    agencyEmail,
  };
};
