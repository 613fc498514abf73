const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is already safe. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Html[];

const escaped = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map((html) => html.text).join('');
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? '');
};

/** Markup with its values escaped; only what is markup itself goes in as it is. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((text, string, index) => text + escaped(parts[index - 1] ?? '') + string));

/** What a page may load: its own style. */
export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
};

const style = new Html(
  ':root{color-scheme:light}body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff;overflow-wrap:anywhere}' +
    'header p{background:#fff4ce;border:1px solid #8a6d00;padding:.5rem .75rem;border-radius:.25rem}' +
    'h1{font-size:1.5rem}h2{font-size:1.1rem}table{border-collapse:collapse;width:100%;table-layout:fixed}input{max-width:100%;box-sizing:border-box}' +
    'th,td{border:1px solid #767676;padding:.4rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}' +
    'button,input{font:inherit;min-height:2.75rem;padding:.4rem .8rem}button{background:#005ea2;color:#fff;border:0;border-radius:.25rem;width:100%;text-align:left}' +
    'button small{display:block}form{margin:.5rem 0}article{border:1px solid #767676;border-radius:.25rem;padding:.5rem .75rem;margin:.5rem 0}' +
    'pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.25rem 0}:focus-visible{outline:3px solid #1b1b1b;outline-offset:2px}',
);

/** A whole page of the sandbox, which says on top that nothing in it is real. */
export const page = (title: string, main: Html): string =>
  html`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head><body><header><p>Môi trường thử nghiệm: không có tiền thật, không có tin nhắn thật. (Sandbox: nothing here is real.)</p></header><main><h1>${title}</h1>${main}</main></body></html>`
    .text;
