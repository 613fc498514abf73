import { type Html, html } from '../../../shared/kernel/html.ts';
import { vndInWords } from '../../../shared/kernel/vietnamese-numbers.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import { english, money } from './page.ts';

/** One line of a fee as its page shows it. */
export interface FeeLine {
  readonly name: string;
  readonly amountVnd: number;
  /** What it would be in full, for whom it is less (undefined where there are no words for that), and the provision that says so. */
  readonly exemption:
    | { readonly fullVnd: number; readonly of: Words | undefined; readonly legalBasis: string }
    | undefined;
}

/** An amount in figures, large, and in words, as it is said in Vietnam. */
export const sumInWords = (amountVnd: number): Html =>
  html`<strong class="sum">${money(amountVnd)}</strong> <span class="words">${vndInWords(amountVnd)}</span>`;

const exempted = ({ amountVnd, exemption }: FeeLine): Html | false =>
  exemption !== undefined &&
  html`<small>${amountVnd === 0 ? 'Miễn' : 'Giảm'}${exemption.of && html` cho ${exemption.of.vi}`}, mức đầy đủ ${money(exemption.fullVnd)}. Căn cứ: ${exemption.legalBasis}. ${english(`${amountVnd === 0 ? 'Exempt' : 'Reduced'}${exemption.of ? ` (${exemption.of.en})` : ''}; legal basis as stated.`)}</small>`;

/** The lines of a fee with their exemptions, its total, and what of it has come. */
export const feeLines = (lines: readonly FeeLine[], amountVnd: number, dueVnd: number): Html => html`<ul class="fees">
${lines.map((line) => html`<li><span>${line.name}</span><span>${money(line.amountVnd)}</span>${exempted(line)}</li>`)}
<li class="total"><span>Tổng cộng ${english('Total')}</span><span>${money(amountVnd)}</span></li>
${dueVnd > 0 && dueVnd < amountVnd && html`<li><span>Đã nộp ${english('Paid')}</span><span>${money(amountVnd - dueVnd)}</span></li>`}
</ul>`;
