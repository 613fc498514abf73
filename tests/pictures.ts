/**
 * Takes the pictures of README again: `npm run pictures`. The pages are the product's own, over a desk of sample data
 * that is always the same, as a phone of 360 by 740 shows them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../infra/local/folders.ts';
import { openChromium } from './support/chromium.ts';
import { fee, issuedDocument, TOKEN, VERIFICATION } from './support/citizen-desk.ts';
import { servedDesk } from './support/served-desk.ts';

const folder = join(repository, 'docs', 'pictures');
const pictures = {
  status: `/t/${TOKEN}`,
  pay: `/t/${TOKEN}/pay`,
  result: `/t/${TOKEN}/result?step=code`,
  verify: `/verify/${VERIFICATION}`,
};

mkdirSync(folder, { recursive: true });
const { desk, stop } = await servedDesk();
const { context, close } = await openChromium();
try {
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pictures)) {
    desk.fees = name === 'result' ? [] : [fee()];
    desk.documents = name === 'result' ? [issuedDocument()] : [];
    await page.goto(desk.publicOrigin + path);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(`docs/pictures/${name}.png`);
  }
} finally {
  await close();
  await stop();
}
