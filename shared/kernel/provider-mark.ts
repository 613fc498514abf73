import { type Html, html } from './html.ts';

/** How a payment provider is recognised at a glance: letters of its name on a coloured tile. Our own drawing, nobody's trademark. */
export interface ProviderMark {
  /** One to three. */
  readonly letters: string;
  /** `#rrggbb`; white letters stand on it with a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3). */
  readonly colour: string;
}

/** The tile as a picture beside the provider's name, which says it all to those who do not see it. */
export const markSvg = ({ letters, colour }: ProviderMark): Html =>
  html`<svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false"><rect width="40" height="40" rx="9" fill="${colour}"/><text x="20" y="26" text-anchor="middle" font-size="${letters.length > 2 ? 13 : 16}" font-weight="700" fill="#fff">${letters}</text></svg>`;
