import { type Html, html } from '../../../../shared/kernel/html.ts';

/** What a page may load: its own style. */
export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
};

const style: Html = {
  markup: [
    ':root{color-scheme:light}*{box-sizing:border-box}',
    'body{font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;max-width:42rem;margin:0 auto;padding:1rem;color:#1a1f27;background:#f4f6f8;overflow-wrap:anywhere}',
    'header p{background:#fff4ce;border:1px solid #8a6d00;padding:.5rem .75rem;border-radius:.375rem;margin:0 0 1.5rem}',
    'h1{font-size:1.5rem;line-height:1.3;margin:0 0 1rem}h2{font-size:1.1875rem;line-height:1.35;margin:1.5rem 0 .75rem}',
    'table{border-collapse:collapse;width:100%;background:#fff}',
    'th,td{border:1px solid #d5dae1;padding:.5rem .75rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}',
    'th{white-space:nowrap}dt{font-weight:600}dd{margin:0 0 .75rem}code{font-family:ui-monospace,monospace}',
    'label{display:block;font-weight:600;margin-bottom:.25rem}form{margin:0 0 .75rem}',
    'button,input{display:block;width:100%;font:inherit;min-height:3rem;padding:.5rem .75rem;border-radius:.375rem}',
    'input{border:2px solid #5b6675;background:#fff;margin-bottom:.75rem}',
    'button{background:#fff;color:#0b4a86;border:2px solid #0b4a86;text-align:left;font-weight:600;cursor:pointer}button.first{background:#0b4a86;color:#fff}',
    'button small{display:block;font-weight:400;font-size:.9375rem}a{color:#0b4a86}',
    'article{background:#fff;border:1px solid #d5dae1;border-radius:.75rem .75rem .75rem 0;padding:.75rem 1rem;margin:0 0 .75rem}article p{margin:0 0 .5rem}',
    'pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}.command{background:#fff;border:1px solid #d5dae1;padding:.75rem;font-size:.875rem}',
    'iframe{display:block;width:100%;height:26rem;border:1px solid #d5dae1;background:#fff;margin:0 0 .75rem}.wire{font:.875rem/1.45 ui-monospace,monospace}article pre+p,article ul+details{margin-top:.75rem}',
    'summary{min-height:3rem;display:flex;align-items:center;font-weight:600;cursor:pointer}',
    '.mark{width:2.5rem;height:2.5rem;margin-right:.75rem;vertical-align:middle}',
    ':focus-visible{outline:3px solid #1a1f27;outline-offset:2px}',
  ].join(''),
};

/** The same in English, after the Vietnamese. */
export const english = (text: string): Html => html`<span lang="en">(${text})</span>`;

/** A whole page of the sandbox, which says on top that nothing in it is real. `before`: what stands before its heading. */
export const page = (title: string, main: Html, before?: Html): string =>
  html`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${title}</title><style>${style}</style></head><body><header><p>Môi trường thử nghiệm: không có tiền thật, không có tin nhắn thật. (Sandbox: nothing here is real.)</p></header><main><h1>${before}${title}</h1>${main}</main></body></html>`
    .markup;
