import { html } from '../../../../shared/kernel/html.ts';
import { formatVnd } from '../../../../shared/kernel/money.ts';
import { markSvg } from '../../../../shared/kernel/provider-mark.ts';
import { hourAndDate } from '../../../../shared/kernel/time.ts';
import { vndInWords } from '../../../../shared/kernel/vietnamese-numbers.ts';
import { type Outcome, outcomes, outcomeWords } from '../../domain/outcomes.ts';
import type { PageFault, ShownProvider } from '../../ports.ts';
import type { OpenedPage } from '../../usecases/open-pay-page.ts';
import type { Played } from '../../usecases/play-outcome.ts';
import { addressIn } from './addresses.ts';
import { english, page } from './layout.ts';
import { refundChoice } from './refund-choice.ts';
import { statementOffer } from './statement-offer.ts';

/** What is offered once the order has expired: a provider lets nobody pay then, but money may still be on its way. */
const afterExpiry: readonly Outcome[] = ['abandon', 'pay_late'];

/** What a payer does of their own will; the rest are faults to try. */
const byPerson: readonly Outcome[] = ['pay', 'decline', 'abandon'];

/** The page on which a payer pays, with one button for each outcome; once the order is paid, with what can be done about its money. */
export const payPage = (
  provider: ShownProvider,
  { order, isPaid, refundOutcome, untold }: OpenedPage,
  now: number,
  origin: string,
): string => {
  const action = addressIn(origin, provider.name, `orders/${order.reference}/outcome`);
  const expired = now > order.expiresAt;
  const offered = expired ? afterExpiry : outcomes;
  const buttons = (choices: readonly Outcome[]) =>
    choices.map(
      (outcome) =>
        html`<form method="post" action="${action}"><button name="outcome" value="${outcome}"${outcome === 'pay' ? html` class="first"` : ''}>${outcomeWords[outcome].label}<small>${outcomeWords[outcome].does}</small></button></form>`,
    );
  const ofPerson = offered.filter((outcome) => byPerson.includes(outcome));
  return page(
    `Cổng thanh toán ${provider.label} (giả lập)`,
    html`<table><tbody>
<tr><th scope="row">Số tiền</th><td><strong>${formatVnd(order.amountVnd)}</strong><br>${vndInWords(order.amountVnd)}</td></tr>
<tr><th scope="row">Mã đơn hàng</th><td>${order.reference}</td></tr>
<tr><th scope="row">Nội dung</th><td>${order.orderInfo}</td></tr>
<tr><th scope="row">Hết hạn</th><td>${hourAndDate(order.expiresAt)}${expired ? ' (đã hết hạn)' : ''}</td></tr>
</tbody></table>${isPaid && html`${untold && statementOffer(provider.name, untold, origin)}${refundChoice(provider, order.reference, refundOutcome, origin)}`}<h2>Người nộp làm gì</h2>${buttons(ofPerson)}<h2>Sự cố để thử</h2>${buttons(offered.filter((outcome) => !byPerson.includes(outcome)))}`,
    markSvg(provider.mark),
  );
};

/** The provider's error page. */
export const payFaultPage = ({ code, meaning }: PageFault): string =>
  page('Không thể thanh toán', html`<p>${meaning} (mã lỗi ${code}).</p>`);

/** What the payer sees who stays on the provider's page. */
export const playedPage = (
  provider: string,
  { reference, outcome, returnUrl, untold }: Played,
  origin: string,
): string =>
  page(
    'Đã ghi nhận',
    html`<p>${untold ? html`Tiền đã vào tài khoản. ${english('The money is in the account.')}` : outcomeWords[outcome].does}</p>${returnUrl ? html`<p><a href="${returnUrl}">Quay về trang của cơ quan</a></p>` : ''}${untold && statementOffer(provider, untold, origin)}<p><a href="${addressIn(origin, provider, `pay/${reference}`)}">Về trang của đơn hàng ${english('Back to the order')}</a></p>`,
  );
