import { figuresPage, formulasPage, noFiguresPage } from '../pages/figures.ts';
import type { PublishedFigures } from '../ports.ts';
import type { PageParts, PageRoute } from './page-routes.ts';

/** What may stand behind `/figures`: a month, its version, and as what it is wanted. */
const asked = /^(?:\/(\d{4}-\d{2})(?:\/(\d{1,4}))?)?(\.csv|\.json)?$/;

/** The published months: `/figures`, a month, a version of it, and each as a file. */
export const figureRoutes = (parts: PageParts, figures: PublishedFigures): readonly PageRoute[] => [
  {
    method: 'GET',
    path: /^\/figures\/formulas\/([^/]+)$/,
    answer(_, version) {
      const page = formulasPage(version);
      return page ? parts.page(page) : parts.notFound();
    },
  },
  {
    method: 'GET',
    path: /^\/figures((?:[/.].*)?)$/,
    async answer(_, rest) {
      const found = asked.exec(rest);
      if (!found) return parts.notFound();
      const [, given, version, form] = found;
      const months = given === undefined || form === undefined ? await figures.months() : [];
      const period = given ?? months[0];
      if (period === undefined) return form === undefined ? parts.page(noFiguresPage) : parts.notFound();
      const month = await figures.published(period, version === undefined ? undefined : Number(version));
      if (!month) return parts.notFound();
      if (form === '.json') return { status: 200, json: month.data };
      if (form === '.csv')
        return { status: 200, text: month.csv, headers: { 'Content-Type': 'text/csv; charset=utf-8' } };
      return parts.page(figuresPage(month.data, months));
    },
  },
];
