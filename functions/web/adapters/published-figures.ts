import type { Publications } from '../../figures/ports.ts';
import { csvOf, publishedView } from '../../figures/usecases/publication-view.ts';
import { readPublished } from '../../figures/usecases/publish.ts';
import type { PublishedMonth } from '../domain/published-month.ts';
import type { PublishedFigures } from '../ports.ts';

/** The published months as the figures keep them. */
export const publishedFigures = (publications: Publications): PublishedFigures => ({
  async months() {
    const months = await publications.months();
    return months.filter(({ published }) => published.length > 0).map(({ period }) => period);
  },
  async published(period, version) {
    const standing = await readPublished({ publications })(period, version);
    return standing && { data: publishedView(standing) as unknown as PublishedMonth, csv: csvOf(standing) };
  },
});
