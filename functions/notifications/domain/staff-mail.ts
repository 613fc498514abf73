import { html } from '../../../shared/kernel/html.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { visibleText } from '../../../shared/kernel/text.ts';
import { hourAndDate, type Instant } from '../../../shared/kernel/time.ts';
import { AUTOMATIC, type Mail, pageOf } from './mail-layout.ts';

/** A dossier as an agency's staff are told of it: never with a person. */
export interface DueDossier {
  readonly dossierCode: DossierCode;
  readonly procedureName: string;
  readonly dueAt: Instant;
}

/** So many dossiers one mail lists. */
const MOST_LISTED = 200;

const oneLine = (text: string): string => visibleText(text).trim();

const lineOf = ({ procedureName, dueAt }: DueDossier): string =>
  `${oneLine(procedureName)}, hẹn trả kết quả ${hourAndDate(dueAt)}`;

/** A mail to staff, in Vietnamese: what happened, of which dossiers, the first ones in a list. */
const staffMail = (what: string, sentence: string, dossiers: readonly DueDossier[], agency: string): Mail => {
  const sender = oneLine(agency);
  const subject = `${what} – ${sender}`.normalize('NFC');
  const listed = dossiers.slice(0, MOST_LISTED);
  const more =
    dossiers.length > MOST_LISTED
      ? `Và ${dossiers.length - MOST_LISTED} hồ sơ khác; xem danh sách đầy đủ trong hệ thống một cửa.`
      : undefined;
  const body = [
    sentence,
    '',
    ...listed.map((dossier) => `- ${dossier.dossierCode}: ${lineOf(dossier)}`),
    ...(more === undefined ? [] : ['', more]),
    '',
    sender,
    AUTOMATIC.vi,
    '',
  ].join('\n');
  const content = html`<p>${sentence}</p>
<ul style="padding-left:20px">${listed.map((dossier) => html`<li style="margin:0 0 8px"><strong>${dossier.dossierCode}</strong>: ${lineOf(dossier)}</li>\n`)}</ul>
${more !== undefined && html`<p>${more}</p>\n`}<p>${sender}<br>${AUTOMATIC.vi}</p>`;
  return { subject, body: body.normalize('NFC'), html: pageOf('vi', subject, content).normalize('NFC') };
};

/** That a dossier's result was not there when it was promised. */
export const overdueMail = (dossier: DueDossier, agency: string): Mail =>
  staffMail(`Hồ sơ ${dossier.dossierCode} đã quá hạn`, 'Hồ sơ sau đây đã quá hạn trả kết quả:', [dossier], agency);

/** What is due soon, the soonest first. */
export const dueSoonMail = (dossiers: readonly DueDossier[], agency: string): Mail =>
  staffMail(`${dossiers.length} hồ sơ sắp đến hạn`, 'Các hồ sơ sau đây sắp đến hạn trả kết quả:', dossiers, agency);
