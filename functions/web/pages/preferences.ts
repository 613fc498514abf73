import { type Html, html } from '../../../shared/kernel/html.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { alert, english, type Page, stateCard } from './page.ts';

/** How a dossier's person is told, as the page shows it: addresses are masked. */
export interface PreferencesView {
  readonly token: string;
  readonly dossierCode: DossierCode;
  /** What became of a form that was sent. `mails_ended`: further mails, by their own button. */
  readonly outcome: 'saved' | 'mails_ended' | 'too_many' | undefined;
  readonly isErased: boolean;
  readonly ways: readonly {
    readonly channel: 'zalo' | 'sms' | 'email';
    readonly to: string;
    readonly isOn: boolean;
  }[];
  readonly language: 'vi' | 'en';
}

/** The second name in English, where it is another. */
const channelNames = {
  zalo: ['Zalo', undefined],
  sms: ['Tin nhắn SMS', 'Text message'],
  email: ['Thư điện tử (email)', 'E-mail'],
} as const;

const outcomeOf = ({ outcome }: PreferencesView): Html | undefined => {
  switch (outcome) {
    case 'saved':
      return stateCard('Kết quả', 'good', ['Đã lưu lựa chọn', 'Your choice was saved']);
    case 'mails_ended':
      return stateCard('Kết quả', 'good', [
        'Đã dừng gửi email về hồ sơ này',
        'No further e-mail is sent about this dossier',
      ]);
    case 'too_many':
      return alert(
        'Lựa chọn của hồ sơ này đã được thay đổi quá nhiều lần. Ông/bà vẫn có thể dừng thông báo; để nhận lại, vui lòng liên hệ cơ quan.',
        'This was changed too often. Messages can still be stopped; to get them again, please ask the agency.',
      );
    case undefined:
      return undefined;
  }
};

const channels = ({ ways }: PreferencesView): Html => {
  if (ways.length === 0)
    return html`<p>Hồ sơ không có số điện thoại di động hoặc email để gửi thông báo. ${english('The dossier has no mobile phone or e-mail address to send messages to.')}</p>`;
  return html`<fieldset><legend>Nhận thông báo qua ${english('Tell me by')}</legend>
${ways.map(({ channel, to, isOn }) => {
  const [name, inEnglish] = channelNames[channel];
  return html`<label class="choice"><input type="checkbox" name="${channel}"${isOn && html` checked`}><span>${name}: <span class="code">${to}</span>${inEnglish !== undefined && english(inEnglish)}</span></label>`;
})}</fieldset>`;
};

const languages = ({
  language,
}: PreferencesView): Html => html`<fieldset><legend>Ngôn ngữ ${english('Language')}</legend>
<label class="choice"><input type="radio" name="language" value="vi"${language === 'vi' && html` checked`}><span>Tiếng Việt</span></label>
<label class="choice"><input type="radio" name="language" value="en"${language === 'en' && html` checked`}><span lang="en">English</span></label></fieldset>`;

const forms = (
  view: PreferencesView,
): Html => html`<section class="card"><form method="post" action="t/${view.token}/preferences"><input type="hidden" name="action" value="save">
${channels(view)}
${languages(view)}
<button>Lưu ${english('Save')}</button></form></section>
${
  view.ways.some(({ isOn }) => isOn) &&
  html`<section class="card"><h2>Dừng mọi thông báo ${english('Stop everything')}</h2>
<p>Không gửi gì nữa về hồ sơ này. Ông/bà vẫn xem được hồ sơ trên trang này, và mã tải kết quả vẫn được gửi khi ông/bà yêu cầu. ${english('Nothing more is sent about this dossier. You can still follow it here, and a code that you ask for is still sent.')}</p>
<form method="post" action="t/${view.token}/preferences"><input type="hidden" name="action" value="stop">
<button class="second">Dừng mọi thông báo ${english('Stop all messages')}</button></form></section>`
}`;

const erased = html`<section class="card"><p>Thông tin cá nhân của hồ sơ đã được xóa. Không có thông báo nào được gửi. ${english('The personal data of the dossier were erased. Nothing is sent.')}</p></section>`;

/** On which channels and in which language a dossier's person is told; or not at all. */
export const preferencesPage = (view: PreferencesView): Page => ({
  title: `Thông báo về hồ sơ ${view.dossierCode}`,
  main: html`<h1>Cách nhận thông báo ${english('How you are told')}</h1>
<p>Hồ sơ <span class="code">${view.dossierCode}</span></p>
${outcomeOf(view)}
${view.isErased ? erased : forms(view)}
<p><a class="back" href="t/${view.token}">Quay lại hồ sơ ${english('Back to the dossier')}</a></p>`,
});
