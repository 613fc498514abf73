import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dossiersHears } from '../../functions/dossiers/contract.ts';
import { figuresHears } from '../../functions/figures/contract.ts';
import { tableEpoch } from '../../functions/installation/adapters/table-epoch.ts';
import { messageQueueHears, notificationsHears } from '../../functions/notifications/contract.ts';
import { paymentsHears } from '../../functions/payments/contract.ts';
import { resultQueueHears } from '../../functions/results/contract.ts';
import { webhooksHears } from '../../functions/webhooks/contract.ts';
import { events } from '../../shared/kernel/events.ts';
import { logEvents } from '../../shared/kernel/log-events.ts';
import { chainInMemory } from '../support/chain/chain.ts';
import { fairWeather } from '../support/chain/plumbing.ts';
import { type Plan, storyOf } from '../support/chain/story.ts';
import { inVietNam } from '../support/viet-nam-time.ts';

const page = readFileSync('docs/data.md', 'utf8');

/** The rows of the table under a heading, cell by cell. */
const rowsUnder = (heading: string): readonly (readonly string[])[] =>
  (page.split(`\n## ${heading}\n`)[1] ?? '')
    .split('\n## ')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ) ?? [];

const named = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');

interface Key {
  readonly pk: string;
  readonly sk: string;
}

const keysIn = (rows: readonly (readonly string[])[]): readonly Key[] =>
  rows.map(([cell]) => {
    const [pk = '', sk = ''] = named(cell);
    return { pk, sk };
  });

const everywhere: readonly Key[] = [
  { pk: 'CONFLICT#<aggregate>', sk: '<place>' },
  { pk: 'EPOCH', sk: 'EPOCH' },
];

/** Text that is of the form: what stands in angle brackets may be anything that is not empty. */
const isOf = (form: string, text: string): boolean =>
  new RegExp(
    `^${form
      .split(/<[^>]+>/)
      .map((fixed) => fixed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  ).test(text);

const plans: readonly Plan[] = [
  { dossierCode: 'H26.10-261119-0001', notices: ['failed', 'suspected', 'paid'], finishes: true },
  { dossierCode: 'H26.10-261119-0002', notices: [], finishes: false, surplus: 'cancelled' },
  { dossierCode: 'H26.10-261119-0003', notices: [], finishes: false, expires: true },
  { dossierCode: 'H26.10-261119-0004', notices: [], finishes: false, isAcceptedAgain: true },
];

/** What of the page no story of the simulation writes. */
const notInTheStories: readonly string[] = [
  'CONFLICT#<aggregate>',
  'FALLBACK#<occasion>',
  'TOKEN',
  'CARD#correction#<eventId>',
  'CARD#step#<eventId>',
  'CARD#rating',
  'ENTRY#rating',
  'ENTRY#pause',
  'CARD#erased',
  'PLACE#LEASE#<attemptId>#<span>',
  'FACT#matched#<transferId>',
  'FACT#reminded',
  'ASK#<leg>',
  'SUPPRESSION',
  'FACT#elsewhere#<provider>#<merchant>#<transaction>',
  'FACT#refund#<refundId>',
  'FACT#refund#<refundId>#sent',
  'FACT#refund#<refundId>#transferred',
  'FACT#refund#<refundId>#<outcome>.<code>',
  'FACT#decision#<number>',
  'FACT#approval#<approvalId>',
  'ENTRY#approval.<approvalId>',
  'ASK#<refundId>',
  'DEED#<n>',
  'SENT#<n>',
  'APR#<approvalId>',
  'TXN#<transferId>',
  'STM#<provider>#<merchant>#<date>',
  'FMT#<name>',
  'STMLINE#<provider>#<merchant>#<date>#<shard>',
  'CLAIM#<provider>#<merchant>#<kind>#<known>',
  'BRK#<breakId>',
  'BANKREF#<provider>#<merchant>#<reference>',
  'UNM#<provider>#<merchant>#<reference>',
  'RCT#<taxCode>#<formSign>#<receiptSign>#<year>',
  'RCT#<receiptId>',
  'LISTED',
  'PULL',
  'FACT#refused#<versionId>',
  'FACT#read#<versionId>',
  'FACT#confirmed#<versionId>',
  'FACT#withdrawn',
  'FACT#replacement',
  'FACT#replaced',
  'FACT#revoked',
  'CARD#delivery#<deliveryId>',
  'DOWN#<resultId>',
  'CHECK#<checkId>',
  'FACT#leg#<n>#not_sent',
  'FACT#receipt#<carrier>#<status>',
  'ENTRY#trouble',
  'FACT#given_up#<n>',
  'FACT#parked#<n>#<leg>',
  'FACT#resent#<token>',
  'FACT#held#<n>#<leg>#<until>#<because>',
  'RESET#<scope>#<token>',
  'CAR#<carrier>',
  'CREF#<carrier>#<id>',
  'TPL#<agencyCode>',
  'CODE#<dossierCode>',
  'TRY#<hash>',
  'ANCHOR#<name>',
  'TSA#<name>',
  'FACT#signature#<role>#stamped#<order>',
  'FACT#signature#<role>#given#<order>#<n>',
  'FACT#renewal#<n>#<tries>',
  'ENTRY#renewal',
  'FACT#signature#<role>#named#<turn>',
  'FACT#signature#<role>#prepared#<order>',
  'FACT#signature#<role>#refused#<uploadVersionId>#<turn>',
  'SIGNER#<signerId>',
  'PLAN#<agencyCode>',
  'CAL#<decisionId>',
  'CALENDAR',
  'PKI#signer',
  'PKI#roots',
];

test('docs/data.md lists every key that the chain writes, and no other', async () => {
  const clock = { now: inVietNam('2026-11-19 08:00') };
  const chain = chainInMemory(clock, fairWeather);
  await chain.setUp();
  const stories = plans.map((plan) => storyOf(chain, plan));
  for (let turns = 0; turns < 400; turns += 1) {
    const done = await Promise.all(stories.map((story) => story.turn()));
    await Promise.all([chain.work(), chain.sweep(), chain.sweepFees(), chain.tellDigests()]);
    clock.now += 600_000;
    if (done.every(Boolean) && chain.left() === 0 && turns > 300) break;
  }
  for (const room of chain.rooms) await tableEpoch(chain.tables[room].table).raise('a restore', clock.now);

  for (const room of chain.rooms) {
    const listed = [...keysIn(rowsUnder(room)), ...everywhere];
    const written = new Set<Key>();
    for (const { pk, sk } of chain.tables[room].raw.all()) {
      const row = listed.find((key) => isOf(key.pk, pk) && isOf(key.sk, sk));
      expect(row, `${room}: ${pk} / ${sk} is listed`).toBeDefined();
      for (const key of listed) if (isOf(key.pk, pk) && isOf(key.sk, sk)) written.add(key);
    }
    const unseen = listed.filter((key) => !written.has(key));
    expect(
      unseen.filter(({ pk, sk }) => !notInTheStories.includes(pk) && !notInTheStories.includes(sk)),
      `${room}: what is listed is written`,
    ).toEqual([]);
  }
}, 120_000);

const sources = ['functions', 'shared'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8')),
);

test('every key that the code builds is on the page', () => {
  const built = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/pk: ['`]([A-Z]+)\b|=> `([A-Z]+)#\$\{/g)].map(([, fixed, made]) => fixed ?? made ?? ''),
    ),
  );
  const known = new Set([...page.matchAll(/`([A-Z]+)[#`]/g)].map(([, name]) => name));
  expect(built.size).toBeGreaterThan(10);
  expect([...built].filter((name) => !known.has(name))).toEqual([]);
});

test('docs/data.md lists every event with what it says, who tells it and who hears it', () => {
  const tellers: Readonly<Record<string, string>> = {
    dossier: 'dossiers',
    payment: 'payments',
    'receipt.made': 'payments',
    'receipt.sealed': 'results',
    message: 'notifications',
    result: 'results',
  };
  const ears: readonly (readonly [string, readonly string[]])[] = [
    ['dossiers', dossiersHears],
    ['payments', paymentsHears],
    ['notifications', notificationsHears],
    ['webhooks', webhooksHears],
    ['figures', figuresHears],
    ['message-queued', messageQueueHears],
    ['result-queued', resultQueueHears],
  ];
  const expected = Object.entries(events).map(([type, shape]) => {
    const data = Object.keys(shape);
    return [
      type,
      data.filter((name) => name !== 'dossierCode' && name !== 'agencyCode').sort(),
      tellers[type] ?? tellers[type.split('.')[0] ?? ''],
      ears.filter(([, hears]) => hears.includes(type)).map(([name]) => name),
    ];
  });
  const listed = rowsUnder('Events').map(([type, data, teller, hearers = '']) => [
    named(type)[0],
    [...named(data)].sort(),
    teller,
    hearers === '' ? [] : hearers.split(', '),
  ]);
  expect(listed).toEqual(expected);
});

test('docs/data.md lists every line of the log', () => {
  expect(rowsUnder('Lines of the log').map(([name, says]) => [named(name)[0], says])).toEqual(
    Object.entries(logEvents),
  );
});

test('every line of the log is written by somebody', () => {
  const code = sources.join('\n');
  expect(Object.keys(logEvents).filter((name) => !code.includes(`'${name}'`))).toEqual([]);
});
