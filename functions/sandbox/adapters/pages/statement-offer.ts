import { type Html, html } from '../../../../shared/kernel/html.ts';
import type { UntoldTransfers } from '../../ports.ts';
import { addressIn } from './addresses.ts';
import { english } from './layout.ts';

/** The one command that fetches a statement and hands it in, with the operator's key of the installation that `npm start` made. */
const command = (statement: string, reconciliation: string): string =>
  [
    `curl -sS '${statement}' | curl -sS -X PUT --data-binary @- -H 'Content-Type: text/csv'`,
    `-H "Authorization: Bearer $(node -p "require('./.local/stack.json').apiKeys.operator")"`,
    `'${reconciliation}'`,
  ].join(' ');

const ofDay = (provider: string, { merchant, accountNumber }: UntoldTransfers, day: string, origin: string): Html => {
  const statement = addressIn(origin, provider, `statements/${accountNumber}/${day}.csv`);
  const reconciliation = `${origin}/v1/reconciliations/${provider}/${merchant}/${day}`;
  return html`<p><a href="${statement}" download="${accountNumber}-${day}.csv">Tải sao kê ngày ${day} (CSV) ${english('Download the statement of the day')}</a></p>
<pre class="command"><code>${command(statement, reconciliation)}</code></pre>`;
};

/** How money is made known that a bank tells nobody of: the statement of each day on which it came, to download, and the command that hands it in. */
export const statementOffer = (provider: string, untold: UntoldTransfers, origin: string): Html =>
  html`<h2>Sao kê ngân hàng ${english('Bank statement')}</h2>
<p>Ngân hàng này không tự báo cho ai: cơ quan chỉ biết có tiền khi nạp sao kê của ngày. Sao kê có mọi khoản chuyển đến tài khoản trong ngày đó. ${english('This bank tells nobody by itself: the agency learns of the money from the statement of the day, which holds all transfers to the account.')}</p>
<p>Nạp sao kê bằng một lệnh, chạy trong thư mục của motcua: ${english('One command hands it in, run in motcua’s folder:')}</p>
${untold.days.map((day) => ofDay(provider, untold, day, origin))}`;
