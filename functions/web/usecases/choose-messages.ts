import { maskedMail, maskedPhone } from '../../../shared/kernel/masking.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { PreferencesView } from '../pages/preferences.ts';
import type { CitizenWishes, Wishes, WishesChange } from '../ports.ts';

/** What choosing messages needs. */
export interface ChoosingPorts {
  readonly wishes: Wishes;
}

/** When something is chosen, and by which request. */
interface Asked {
  readonly now: Instant;
  readonly requestId: string;
}

const unknown = () => fail({ kind: 'not_found', what: 'page' } as const);

/** The page of a dossier's messages for the holder of its token. */
export const showPreferences =
  ({ wishes }: ChoosingPorts) =>
  async (token: string, outcome: PreferencesView['outcome']): Promise<Result<PreferencesView>> => {
    const found = await wishes.ofToken(token);
    if (!found) return unknown();
    const masked = ({ channel, to }: CitizenWishes['ways'][number]): string =>
      channel === 'email' ? maskedMail(to) : maskedPhone(to);
    return ok({ token, outcome, ...found, ways: found.ways.map((way) => ({ ...way, to: masked(way) })) });
  };

/** All channels off, whether or not anything can reach the person by them today. */
const nothing: WishesChange = { sms: false, email: false, zalo: false };

/** What a sent form says: of each channel that the page offers whether it is ticked. A language that is none stays as it was. */
const changeIn = ({ ways }: CitizenWishes, fields: Readonly<Record<string, string>>): WishesChange => {
  const ticked = Object.fromEntries(ways.map(({ channel }) => [channel, fields[channel] !== undefined]));
  const { language } = fields;
  return language === 'vi' || language === 'en' ? { ...ticked, language } : ticked;
};

/** Keeps what the form of the page says: `stop` ends everything, anything but `save` and `stop` is none of its forms. */
export const choosePreferences =
  ({ wishes }: ChoosingPorts) =>
  async (token: string, fields: Readonly<Record<string, string>>, asked: Asked): Promise<Result<unknown>> => {
    const found = await wishes.ofToken(token);
    if (!found) return unknown();
    if (fields.action === 'stop') return wishes.choose(token, nothing, asked);
    if (fields.action !== 'save') return fail({ kind: 'forbidden', permission: 'a form of the page' });
    return wishes.choose(token, changeIn(found, fields), asked);
  };

/** Ends e-mail for a dossier (RFC 8058). Again, and after its personal data were erased: the same, since nothing is mailed then. */
export const endMails =
  ({ wishes }: ChoosingPorts) =>
  async (token: string, asked: Asked): Promise<Result<unknown>> => {
    const ended = await wishes.choose(token, { email: false }, asked);
    return !ended.ok && ended.failure.kind === 'personal_data_erased' ? ok(undefined) : ended;
  };
