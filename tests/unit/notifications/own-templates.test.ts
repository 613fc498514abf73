import { describe, expect, test } from 'vitest';
import { ownTemplatesIn } from '../../../functions/notifications/adapters/own-templates.ts';
import type { Wording } from '../../../functions/notifications/domain/templates/linter.ts';
import { endTemplate, putTemplate, readTemplate } from '../../../functions/notifications/usecases/own-templates.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';

const sms: Wording = { template: 'accepted', channel: 'sms', language: 'vi' };
const words = { text: '{{agency}}: HS {{dossier}} xong.', marks: false };

const houseWith = (table = memoryTable(), clock = { now: NOON }) => {
  const templates = ownTemplatesIn(table, () => clock.now);
  const setUp = { isSetUp: true, smsSegmentLimit: 1, hosts: [] as string[] };
  const ports = { templates, rules: { messageRules: async () => setUp } };
  return { table, clock, templates, setUp, ports };
};

const put = (house: ReturnType<typeof houseWith>, agencyCode: AgencyCode, given = words) =>
  putTemplate(house.ports)(agencyCode, sms, given);

describe('an agency’s own words', () => {
  test('have a version that grows with each change and with nothing else', async () => {
    const house = houseWith();
    expect(await readTemplate(house.ports)('H26.10', sms)).toMatchObject({ value: { version: 0, words: undefined } });
    expect(await put(house, 'H26.10')).toMatchObject({ value: { version: 1, words, segments: 1 } });
    const { text, marks } = words;
    expect(await put(house, 'H26.10', { marks, text })).toMatchObject({ value: { version: 1 } });
    expect(await put(house, 'H26.10', { ...words, text: `${text} Chao.` })).toMatchObject({ value: { version: 2 } });
    expect(await endTemplate(house.ports)('H26.10', sms)).toMatchObject({ value: { version: 3, words: undefined } });
    expect(await endTemplate(house.ports)('H26.10', sms)).toMatchObject({ value: { version: 3 } });
    expect(await put(house, 'H26.10')).toMatchObject({ value: { version: 4, words } });
  });

  test('changed at the same moment: each change is a version, and one is the last', async () => {
    const house = houseWith();
    const texts = Array.from({ length: 5 }, (_, n) => ({ ...words, text: `${words.text} ${n}` }));
    const saved = await Promise.all(texts.map((each) => put(house, 'H26.10', each)));
    expect(saved.map((each) => each.ok && each.value.version).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test('that may not be sent are refused with their place, and nothing is kept', async () => {
    const house = houseWith();
    const refused = await put(house, 'H26.10', { ...words, text: 'x {{nope}}' });
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'invalid_input', fields: [{ path: 'text' }, { path: 'text' }, { path: 'text' }] },
    });
    expect(house.table.all()).toEqual([]);
  });

  test('of an agency that is not set up are not found', async () => {
    const house = houseWith();
    house.setUp.isSetUp = false;
    for (const answer of [
      await put(house, 'H26.10'),
      await readTemplate(house.ports)('H26.10', sms),
      await endTemplate(house.ports)('H26.10', sms),
    ])
      expect(answer).toEqual({ ok: false, failure: { kind: 'not_found', what: 'agency' } });
  });

  test('are those of the nearest agency above that has some, within a minute of a change', async () => {
    const house = houseWith();
    const inForce = async () => (await house.templates.inForce('H26.10.02', sms))?.version;
    expect(await inForce()).toBeUndefined();
    await put(house, 'H26');
    expect(await inForce()).toBeUndefined();
    house.clock.now += 60_000;
    expect(await inForce()).toBe(1);
    await put(house, 'H26.10');
    await put(house, 'H26.10', { ...words, text: `${words.text} Gan.` });
    house.clock.now += 60_000;
    expect(await inForce()).toBe(2);
    await endTemplate(house.ports)('H26.10', sms);
    house.clock.now += 60_000;
    expect(await inForce()).toBe(1);
    expect(await house.templates.inForce('H26.10.02', { ...sms, language: 'en' })).toBeUndefined();
  });

  test('are what its people are told, each channel and language by itself', async () => {
    const told = notificationsHouse(cardWith());
    const { ports } = houseWith(told.table);
    await putTemplate(ports)('H26', sms, words);
    await putTemplate(ports)('H26', { ...sms, channel: 'email' }, { subject: 'S {{dossier}}', text: 'T' });
    const heard = await told.hear(heardEvents.accepted);
    for (const id of heard.ok ? heard.value : []) await told.send(id);
    expect(told.sms.taken).toMatchObject([{ text: 'UBND P. Ngoc Ha: HS H26.10-261120-0007 xong.' }]);
    expect(told.email.taken).toMatchObject([
      { subject: expect.stringMatching(/^S H26/), body: expect.stringContaining('\n\nT\n\n') },
    ]);
    told.card = cardWith({ notify: { sms: true, email: false, language: 'en' } });
    const again = { ...heardEvents.accepted, data: { ...heardEvents.accepted.data, promisedAt: NOON } };
    const english = await told.hear(again, false, 2);
    for (const id of english.ok ? english.value : []) await told.send(id);
    expect(told.sms.taken[1]).toMatchObject({ text: expect.stringContaining('is accepted') });
  });

  test('are read back as any release kept them, and count as none where they are no words', async () => {
    const zalo: Wording = { template: 'accepted', channel: 'zalo', language: 'vi' };
    const kept = async (words: Record<string, Json>) => {
      const { table, templates } = houseWith();
      await table.put({ pk: 'TPL#H26.10', sk: 'accepted#zalo#vi', version: 1, segments: 1, words });
      return (await templates.find('H26.10', zalo)).words;
    };
    const parameters = { ma_ho_so: 'dossier', 'a later release’s name': 'status' };
    expect(await kept({ znsTemplateId: 'tpl-1', parameters, mode: 'later' })).toEqual({
      znsTemplateId: 'tpl-1',
      parameters,
    });
    expect(await kept({ znsTemplateId: 7, parameters })).toBeUndefined();
    expect(await kept({ znsTemplateId: '1', parameters: { ma_ho_so: 7 } })).toBeUndefined();
    expect(await kept({ znsTemplateId: '1', parameters: ['dossier'] })).toBeUndefined();
    expect(await kept({ text: 'an SMS' })).toBeUndefined();
  });
});
