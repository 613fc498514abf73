import { type AgencyCode, upwards } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { Wording } from '../domain/templates/linter.ts';
import { ownWords } from '../domain/templates/own-words.ts';
import type { OwnTemplate, OwnTemplates } from '../ports.ts';

const KEEP_MS = 60_000;

const none: OwnTemplate = { version: 0, words: undefined, segments: 1 };

const keyOf = (agencyCode: AgencyCode, { template, channel, language }: Wording) => ({
  pk: `TPL#${agencyCode}`,
  sk: `${template}#${channel}#${language}`,
});

/** Words of each channel as they are kept, by today's release or another; a kept text obeys no rule of today's. */
const kept = {
  sms: storedAs(ownWords.sms),
  email: storedAs(ownWords.email),
  zalo: storedAs(ownWords.zalo),
} as const;

const templateIn = (item: Item | undefined, { channel }: Wording): OwnTemplate =>
  item === undefined
    ? none
    : {
        version: Number(item.version),
        words: item.words === undefined ? undefined : kept[channel](item.words),
        segments: Number(item.segments ?? 1),
      };

/** Agencies' own words in the notifications' table: `TPL#<agencyCode>` / `<template>#<channel>#<language>`. */
export const ownTemplatesIn = (table: Table, now: () => number): OwnTemplates => {
  const cache = new Map<AgencyCode, { readonly items: readonly Item[]; readonly readAt: number }>();
  /** All that an agency has, which is nearly always nothing, by one query. */
  const itemsOf = async (agencyCode: AgencyCode): Promise<readonly Item[]> => {
    const known = cache.get(agencyCode);
    if (known && now() - known.readAt < KEEP_MS) return known.items;
    const items = await table.query(`TPL#${agencyCode}`);
    if (cache.size > 1000) cache.clear();
    cache.set(agencyCode, { items, readAt: now() });
    return items;
  };
  return {
    async find(agencyCode, wording) {
      const { pk, sk } = keyOf(agencyCode, wording);
      return templateIn(await table.get(pk, sk), wording);
    },
    async inForce(agencyCode, wording) {
      const { sk } = keyOf(agencyCode, wording);
      const nearestFirst = await Promise.all(upwards(agencyCode).map(itemsOf));
      return nearestFirst
        .map((items) =>
          templateIn(
            items.find((item) => item.sk === sk),
            wording,
          ),
        )
        .find(({ words }) => words !== undefined);
    },
    put: (agencyCode, wording, { version, words, segments }) =>
      table.putIfVersion(
        { ...keyOf(agencyCode, wording), version, segments, ...(words ? { words: words as unknown as Json } : {}) },
        version === 1 ? undefined : version - 1,
      ),
  };
};
