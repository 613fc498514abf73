import { type Html, html } from '../../../../shared/kernel/html.ts';
import { toOffsetDateTime } from '../../../../shared/kernel/time.ts';
import type { Exchange } from '../../carrier-ports.ts';
import type { CarrierView } from '../../usecases/read-carrier.ts';
import { carrierWords } from './carrier-words.ts';
import { english, page } from './layout.ts';

const article = (exchange: Exchange): Html => {
  const at = toOffsetDateTime(exchange.at);
  if ('receipt' in exchange)
    return html`<article><p><strong>Biên nhận đã gửi</strong> ${english('receipt')} ${at}</p><pre class="wire">${exchange.receipt}</pre></article>`;
  return html`<article><p><strong>Yêu cầu</strong> ${english('request')} ${at}</p><pre class="wire">${exchange.asked}</pre><p><strong>Trả lời</strong> ${english('answer')}</p><pre class="wire">${exchange.answered}</pre></article>`;
};

/** What a carrier heard and said by its own protocol, as its operators would see it; secrets were masked before they were kept. */
export const carrierPage = ({ carrier, kind, sender, outcome, exchanges, strangers }: CarrierView): string =>
  page(
    `Nhà cung cấp tin nhắn ${carrier} (giả lập)`,
    html`<dl><dt>Loại ${english('kind')}</dt><dd><code>${kind}</code></dd><dt>Người gửi ${english('sender')}</dt><dd><code>${sender}</code></dd><dt>Tình trạng ${english('state')}</dt><dd><code>${outcome}</code>: ${carrierWords[outcome]}</dd></dl>
<h2>Đã nhận và đã trả lời ${english('heard and said')}</h2><p>${exchanges.length === 0 ? 'Chưa có gì. Tin thường đến sau vài giây; vui lòng tải lại trang.' : 'Mới nhất trước, nhiều nhất 50. Các khóa bí mật được che.'}</p>${exchanges.map(article)}${
      strangers.length > 0 &&
      html`<h2>Không nhận ra tài khoản ${english('no account of ours')}</h2><p>Yêu cầu tới loại <code>${kind}</code> với thông tin đăng nhập không đúng.</p>${strangers.map(article)}`
    }`,
  );
