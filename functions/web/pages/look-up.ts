import { html } from '../../../shared/kernel/html.ts';
import { alert, english, type Page } from './page.ts';

/** What the look-up shows: the form, with the code that was typed or that a page of ours led here with. */
export interface LookUpView {
  readonly dossierCode: string;
  /** Why the look-up led to nothing. */
  readonly trouble: 'wrong' | 'held_back' | undefined;
}

/** Look-up by the dossier's code and the last four digits of the phone: never by the code alone. One answer to every failure. */
export const lookUpPage = ({ dossierCode, trouble }: LookUpView): Page => ({
  title: 'Tra cứu hồ sơ',
  main: html`<h1>Tra cứu hồ sơ ${english('Look up a dossier')}</h1>
${
  trouble === 'held_back' &&
  alert(
    'Đã có quá nhiều lần thử sai 4 số cuối. Vui lòng nhập đầy đủ số điện thoại, hoặc mở đường dẫn trong thư điện tử đã gửi cho ông/bà.',
    'Too many wrong last digits were tried. Please type the whole phone number, or open the link in the e-mail that you were sent.',
  )
}
${
  trouble === 'wrong' &&
  alert(
    'Không tìm thấy hồ sơ với mã và số điện thoại này. Nếu đã thử nhiều lần, vui lòng nhập đầy đủ số điện thoại, hoặc đợi 15 phút rồi thử lại.',
    'No dossier matches this code and phone. After several tries please type the whole phone number, or wait 15 minutes.',
  )
}
<form class="card" method="post" action="./">
<label for="dossierCode">Mã hồ sơ ${english('Dossier code')}</label>
<p class="hint" id="code-hint">Ghi trên giấy tiếp nhận hoặc tin nhắn, ví dụ <span class="code">H26.10-261120-0007</span></p>
<input type="text" class="code" id="dossierCode" name="dossierCode" value="${dossierCode}" maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false" required aria-describedby="code-hint">
<label for="lastDigits">4 số cuối điện thoại ${english('Last 4 digits of the phone')}</label>
<p class="hint" id="digits-hint">Của số điện thoại đã đăng ký trong hồ sơ</p>
<input type="text" class="digits" id="lastDigits" name="lastDigits" inputmode="tel" pattern="[0-9]{4}|[+0-9 .]{10,16}" maxlength="16" autocomplete="off" required aria-describedby="digits-hint">
<button>Tra cứu ${english('Look up')}</button>
</form>`,
});
