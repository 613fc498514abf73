import { type Html, html } from '../../../shared/kernel/html.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { MOST_RATING_WORDS } from '../../../shared/kernel/ratings.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import { alert, english, type Page, stateCard, whole } from './page.ts';

/** A dossier's rating as its page shows it. Times are written out. */
export interface RatingView {
  readonly token: string;
  readonly dossierCode: DossierCode;
  /** True from the moment on at which it can be rated. */
  readonly isEnded: boolean;
  readonly isErased: boolean;
  /** What was given; undefined where nothing was. `words` go with the personal data. */
  readonly given: { readonly at: string; readonly stars: number; readonly words: string | undefined } | undefined;
  /** What became of a form that was not kept. `again`: the dossier was rated before. */
  readonly trouble: 'stars' | 'words' | 'again' | undefined;
  /** What that form said, to be mended. */
  readonly typed: { readonly stars: string; readonly words: string };
}

/** What each number of stars means, the best first. */
const meanings: readonly (readonly [stars: number, words: Words])[] = [
  [5, { vi: 'Rất hài lòng', en: 'Very satisfied' }],
  [4, { vi: 'Hài lòng', en: 'Satisfied' }],
  [3, { vi: 'Bình thường', en: 'Neither' }],
  [2, { vi: 'Không hài lòng', en: 'Dissatisfied' }],
  [1, { vi: 'Rất không hài lòng', en: 'Very dissatisfied' }],
];

const meaningOf = new Map(meanings);

const troubles = {
  stars: ['Vui lòng chọn một mức từ 1 đến 5.', 'Please choose one of the five.'],
  words: [
    `Ý kiến dài quá ${MOST_RATING_WORDS} ký tự. Vui lòng viết ngắn hơn.`,
    `The words are longer than ${MOST_RATING_WORDS} characters.`,
  ],
  again: [
    'Hồ sơ này đã được đánh giá. Mỗi hồ sơ chỉ được đánh giá một lần.',
    'This dossier was rated before. Each is rated once.',
  ],
} as const;

const troubleOf = ({ trouble }: RatingView): Html | undefined => {
  if (trouble === undefined) return undefined;
  const [vietnamese, inEnglish] = troubles[trouble];
  return alert(vietnamese, inEnglish);
};

const given = ({ at, stars, words }: NonNullable<RatingView['given']>): Html => {
  const { vi, en } = meaningOf.get(stars) ?? { vi: 'Đã đánh giá', en: 'Rated' };
  return stateCard(
    'Đánh giá',
    'good',
    [`${vi} (${stars}/5)`, `${en} (${stars} of 5)`],
    html`${words !== undefined && html`<p class="promise">${words}</p>`}<p class="promise">Đã ghi nhận lúc ${whole(at)}. Cảm ơn ông/bà. ${english('It was kept. Thank you.')}</p>`,
  );
};

const choice = (stars: number, { vi, en }: Words, typed: string): Html =>
  html`<label class="choice"><input type="radio" name="stars" value="${stars}" required${typed === String(stars) && html` checked`}><span>${stars} – ${vi} ${english(en)}</span></label>`;

const form = ({
  token,
  typed,
}: RatingView): Html => html`<section class="card"><form method="post" action="t/${token}/rating">
<fieldset><legend>Ông/bà hài lòng đến mức nào với việc giải quyết hồ sơ? ${english('How satisfied are you with how the dossier was handled?')}</legend>
${meanings.map(([stars, words]) => choice(stars, words, typed.stars))}</fieldset>
<label for="words">Ý kiến (không bắt buộc) ${english('In words, if you like')}</label>
<p class="hint" id="words-hint">Tối đa ${MOST_RATING_WORDS} ký tự. Cơ quan đọc được ý kiến này; xin đừng ghi họ tên, số điện thoại hay số giấy tờ. ${english('The agency reads it: please leave out names and numbers.')}</p>
<textarea id="words" name="words" rows="4" maxlength="${MOST_RATING_WORDS}" aria-describedby="words-hint">${typed.words}</textarea>
<button>Gửi đánh giá ${english('Send')}</button></form></section>`;

const notYet = html`<section class="card"><p>Hồ sơ chưa kết thúc. Ông/bà có thể đánh giá sau khi có kết quả. ${english('The dossier has not ended yet. It can be rated afterwards.')}</p></section>`;

const erased = html`<section class="card"><p>Thông tin cá nhân của hồ sơ đã được xóa. Hồ sơ không nhận đánh giá nữa. ${english('The personal data of the dossier were erased. It is rated no more.')}</p></section>`;

const body = (view: RatingView): Html => {
  if (view.given) return given(view.given);
  if (view.isErased) return erased;
  return view.isEnded ? form(view) : notYet;
};

/** How a dossier was handled, from 1 to 5 and in words: asked once, and shown from then on. */
export const ratingPage = (view: RatingView): Page => ({
  title: `Đánh giá hồ sơ ${view.dossierCode}`,
  main: html`<h1>Đánh giá việc giải quyết hồ sơ ${english('How the dossier was handled')}</h1>
<p>Hồ sơ <span class="code">${view.dossierCode}</span></p>
${troubleOf(view)}
${body(view)}
<p><a class="back" href="t/${view.token}">Quay lại hồ sơ ${english('Back to the dossier')}</a></p>`,
});
