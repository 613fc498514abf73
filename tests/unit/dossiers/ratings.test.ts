import { describe, expect, test } from 'vitest';
import { ratingIndex } from '../../../functions/dossiers/adapters/rating-index.ts';
import { RatingsQuery, withoutLongNumbers } from '../../../functions/dossiers/domain/rating.ts';
import { listRatings } from '../../../functions/dossiers/usecases/list-ratings.ts';
import { rateByToken, readRatingByToken } from '../../../functions/dossiers/usecases/rate-dossier.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { cursorAfter } from '../../../shared/kernel/paging.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { backOffice, CODE, dossierHouse } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const operator: Caller = { keyId: 'key_operator', permission: 'operator', agencyCodes: [] };
const ended = { ok: false, failure: { kind: 'not_allowed_now' } };
const WORDS = 'Chị Hạnh ở quầy 3 hướng dẫn tận tình';

/** The ways to rate dossiers, and to read how they were. */
const rating = () => {
  const house = dossierHouse();
  house.at('2026-11-30 10:00');
  const tokenOf = (code: DossierCode) => house.links.urlOf(code).split('/').at(-1) ?? '';
  const { ports } = house;
  return {
    house,
    finish: async (code: DossierCode = CODE, caller: Caller = backOffice, given: Record<string, unknown> = {}) => {
      await house.register(given, code, caller);
      await house.tell('accepted', '2026-11-16 09:35', {}, code, caller);
      await house.tell('finished', '2026-11-18 09:00', {}, code, caller);
    },
    rate: (stars: number, words = '', code: DossierCode = CODE, wall = '2026-11-20 10:00') =>
      rateByToken(ports)(tokenOf(code), { stars, words, now: inVietNam(wall), requestId: 'request' }),
    state: (code: DossierCode = CODE) => readRatingByToken(ports)(tokenOf(code)),
    async list(query: Record<string, string> = {}, caller: Caller = operator) {
      await house.fold();
      const asked = RatingsQuery.parse({ from: '2026-11-01', to: '2026-11-30', ...query });
      return listRatings({ ratings: ratingIndex(house.table), ledger: house.ledger })(caller, asked);
    },
  };
};

describe('a dossier is rated', () => {
  test('from its end on, and by no other text than its token', async () => {
    const { house, rate, state } = rating();
    await house.register();
    expect(await rate(5)).toMatchObject(ended);
    await house.tell('accepted', '2026-11-16 09:35');
    expect(await rate(5)).toMatchObject(ended);
    expect(await state()).toMatchObject({ value: { isEnded: false, rating: undefined } });
    await house.tell('finished', '2026-11-18 09:00');
    expect(await rate(5)).toMatchObject({ ok: true });
    const given = { stars: 5, words: '', now: house.clock.now, requestId: 'request' };
    expect(await rateByToken(house.ports)('x', given)).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test.each<[type: string, before: readonly string[]]>([
    ['refused', []],
    ['stopped', ['accepted']],
    ['finished', ['accepted']],
    ['returned', ['accepted', 'finished']],
  ])('once it is %s', async (type, before) => {
    const { house, rate } = rating();
    await house.register();
    for (const [n, one] of [...before, type].entries()) await house.tell(one, `2026-11-18 0${n + 1}:00`);
    expect(await rate(3)).toMatchObject({ ok: true });
  });

  test('once, whatever is said again or at the same time, and nothing is kept aside', async () => {
    const { house, finish, rate, state } = rating();
    await finish();
    const outcomes = await Promise.all([rate(5, WORDS), rate(1, 'khác'), rate(5, WORDS)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rate(5, WORDS)).toMatchObject(ended);
    const found = await state();
    expect(found.ok && found.value.rating).toMatchObject(outcomes[1]?.ok ? { stars: 1 } : { stars: 5, words: WORDS });
    expect(house.table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toEqual([]);
  });

  test('and stays so where its end is taken back', async () => {
    const { house, finish, rate, state } = rating();
    await finish();
    await rate(4);
    await house.tell('voided', '2026-11-21 09:00', { voidsEventId: 'e2' });
    expect(await state()).toMatchObject({ value: { isEnded: false, rating: { stars: 4 } } });
  });

  test('its words lie under CARD# alone, and go with the personal data; stars and figures stay', async () => {
    const { house, finish, rate, state, list } = rating();
    await finish();
    await rate(2, WORDS);
    await house.fold();
    const holding = () => house.table.all().filter((item) => JSON.stringify(item).includes('Hạnh'));
    expect(holding().map(({ sk }) => sk)).toEqual(['CARD#rating']);
    expect(JSON.stringify(house.milestonesTold())).not.toContain('Hạnh');
    expect(await dossierCardsIn(house.table).read(CODE)).toMatchObject({ dossierCode: CODE, notify: { sms: true } });
    await house.erase();
    expect(holding()).toEqual([]);
    expect(await state()).toMatchObject({ value: { isErased: true, rating: { stars: 2, words: undefined } } });
    expect(await list()).toMatchObject({ value: { items: [{ stars: 2, words: null }] } });
    const counted = house.milestonesTold().findLast(({ type }) => type === 'dossier.counted');
    expect(counted?.data.rating).toEqual({ at: inVietNam('2026-11-20 10:00'), stars: 2 });
  });

  test('and not any more once its personal data are erased', async () => {
    const { house, finish, rate } = rating();
    await finish();
    await house.erase();
    expect(await rate(5)).toMatchObject({ failure: { kind: 'personal_data_erased' } });
  });
});

describe('ratings are read', () => {
  const other: Caller = { keyId: 'key_other', permission: 'back_office', agencyCodes: ['H26.11'] };
  const second: DossierCode = 'H26.10-261116-0008';
  const third: DossierCode = 'H26.11-261116-0001';

  const three = async () => {
    const desk = rating();
    await desk.finish();
    await desk.finish(second);
    await desk.finish(third, other, { agencyCode: 'H26.11' });
    await desk.rate(5, 'Gọi 0912345678 nhé', CODE, '2026-11-20 10:00');
    await desk.rate(1, '', second, '2026-11-19 00:00');
    await desk.rate(4, 'Tốt', third, '2026-11-21 23:59');
    return desk;
  };

  test('by when, without their dossiers, long numbers masked', async () => {
    const { list } = await three();
    const about = { procedureCode: '2.000635' };
    expect(await list()).toEqual({
      ok: true,
      value: {
        items: [
          { ...about, at: '2026-11-19T00:00:00+07:00', agencyCode: 'H26.10', stars: 1, words: null },
          { ...about, at: '2026-11-20T10:00:00+07:00', agencyCode: 'H26.10', stars: 5, words: 'Gọi ********** nhé' },
          { ...about, at: '2026-11-21T23:59:00+07:00', agencyCode: 'H26.11', stars: 4, words: 'Tốt' },
        ],
        after: undefined,
      },
    });
  });

  test('of whole days, of an agency with its descendants, and of others’ none', async () => {
    const { list } = await three();
    const stars = async (...of: Parameters<typeof list>) => {
      const page = await list(...of);
      return page.ok ? page.value.items.map((one) => one.stars) : page.failure.kind;
    };
    expect(await stars({ from: '2026-11-19', to: '2026-11-20' })).toEqual([1, 5]);
    expect(await stars({ from: '2026-11-20', to: '2026-11-21' })).toEqual([5, 4]);
    expect(await stars({ agency: 'H26' })).toEqual([1, 5, 4]);
    expect(await stars({}, other)).toEqual([4]);
    expect(await stars({ agency: 'H26.10' }, other)).toBe('not_found');
  });

  test('in pages', async () => {
    const { list } = await three();
    const first = await list({ limit: '2' });
    const after = first.ok ? first.value.after : undefined;
    expect(first).toMatchObject({ value: { items: [{ stars: 1 }, { stars: 5 }] } });
    const next = await list({ limit: '2', cursor: cursorAfter(after ?? '') });
    expect(next).toMatchObject({ value: { items: [{ stars: 4 }], after: undefined } });
  });

  test.each([
    ['12345678', '12345678'],
    ['001190000001.', '************.'],
    ['từ 16/11/2026 đến 20/11/2026', 'từ 16/11/2026 đến 20/11/2026'],
  ])('%s is shown as %s', (words, shown) => {
    expect(withoutLongNumbers(words)).toBe(shown);
  });
});
