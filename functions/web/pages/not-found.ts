import { html } from '../../../shared/kernel/html.ts';
import { english, type Page } from './page.ts';

/** The one page for everything that is not there: a wrong, malformed or revoked link looks like any other wrong address. */
export const notFoundPage: Page = {
  title: 'Không tìm thấy',
  main: html`<h1>Không tìm thấy trang ${english('Page not found')}</h1>
<section class="card"><p>Đường dẫn không đúng hoặc không còn dùng được. ${english('The address is wrong or no longer in use.')}</p>
<a class="button" href="./">Tra cứu hồ sơ ${english('Look up a dossier')}</a></section>`,
};

/** For a request that our own pages never send. */
export const refusedPage: Page = {
  title: 'Không thực hiện được',
  main: html`<h1>Không thực hiện được ${english('Request refused')}</h1>
<section class="card"><p>Vui lòng quay lại trang trước và thử lại. ${english('Please go back and try again.')}</p></section>`,
};

/** When something on our side went wrong. */
export const troublePage: Page = {
  title: 'Đang có sự cố',
  main: html`<h1>Hệ thống đang có sự cố ${english('Something went wrong on our side')}</h1>
<section class="card"><p>Vui lòng thử lại sau ít phút. ${english('Please try again in a few minutes.')}</p></section>`,
};
