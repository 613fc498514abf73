import { describe, expect, test } from 'vitest';
import { type Mail, mimeOf } from '../../../functions/notifications/channels/mime.ts';
import { sesCarrier } from '../../../functions/notifications/channels/ses/client.ts';
import type { Composed } from '../../../functions/notifications/ports.ts';
import { messageView } from '../../../functions/notifications/usecases/message-view.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';

const dossierCode = 'H26.10-261120-0007';
const landline = { fullName: 'Nguyễn Thị Ánh', phone: '02438522222', email: 'anh@example.vn' };

/** A house that has heard of an acceptance and sent what that led to. */
const told = async (card: Parameters<typeof cardWith>[0]) => {
  const house = notificationsHouse(cardWith(card));
  await house.hear(heardEvents.accepted);
  for (const id of house.ids()) await house.send(id);
  return house;
};

describe('what a person wishes', () => {
  test('a landline’s e-mail takes the place of SMS where nobody spoke of it, and not where it was switched off', async () => {
    const unspoken = await told({ contact: landline, notify: { sms: true, email: false } });
    expect(unspoken.email.taken.map(({ to }) => to)).toEqual(['anh@example.vn']);
    const off = await told({ contact: landline, notify: { sms: true, email: false }, changes: { email: false } });
    expect(off.ids()).toEqual([]);
  });

  test('switched off after it was intended and before it leaves, a message is not sent; the other channel’s is', async () => {
    const house = notificationsHouse();
    await house.hear(heardEvents.accepted);
    house.card = cardWith({ notify: { sms: true, email: false }, changes: { email: false }, chosen: { email: false } });
    for (const id of house.ids()) await house.send(id);
    expect([house.sms.taken.length, house.email.taken.length]).toEqual([1, 0]);
    const [mail] = await Promise.all(house.ids().map(house.message)).then((all) =>
      all.filter(({ intent }) => intent.channel === 'email'),
    );
    expect(mail?.failure).toMatchObject({ reason: 'not_wished' });
  });

  test('with every channel off nothing is intended, and a code that was just asked for is sent', async () => {
    const off = { sms: false, email: false, zalo: false };
    const house = await told({ notify: off, changes: off, chosen: off });
    expect(house.ids()).toEqual([]);
    const notice = { template: 'download_code', nonce: 'n' } as const;
    const by = { recordedBy: 'citizen', requestId: 'r' };
    await house.intend({ dossierCode, occasion: 'code', notice, channels: ['sms'] }, by);
    for (const id of house.ids()) expect(await house.send(id)).toMatchObject({ value: 'taken' });
    expect(house.sms.taken).toHaveLength(1);
  });

  test('without any address nothing is intended', async () => {
    expect((await told({ contact: { fullName: 'Nguyễn Thị Ánh' } })).ids()).toEqual([]);
  });

  test('English chosen after it was intended, a message is told in English', async () => {
    const house = notificationsHouse();
    await house.hear(heardEvents.accepted);
    house.card = cardWith({ notify: { sms: true, email: true, language: 'en' } });
    for (const id of house.ids()) await house.send(id);
    expect(house.email.taken).toMatchObject([{ body: expect.stringMatching(/^Dear Nguyễn Thị Ánh,/) }]);
    const [messageId = 'msg_'] = house.ids();
    const read = { message: await house.message(messageId), card: house.card, quietHours: null };
    expect(messageView(read, NOON).language).toBe('en');
  });
});

describe('mails offer a way out', () => {
  const mailOf = (composed: Composed | undefined): Mail => {
    if (composed?.channel !== 'email') throw new Error('no mail');
    return composed;
  };
  /** The headers of a mail by the lower-case name, unfolded. */
  const headersOf = async (mail: Mail): Promise<ReadonlyMap<string, string>> => {
    const mime = (await mimeOf(mail, 'mot-cua@example.vn', NOON)).toString('latin1');
    const lines = (mime.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]/g, ' ').split('\r\n');
    return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.replace(/^[^:]*: /, '')]));
  };

  test('one click, by the words of RFC 8058, at an address under the dossier’s own', async () => {
    const mail = mailOf((await told({})).email.taken[0]);
    const headers = await headersOf(mail);
    const url = /^<(https:\/\/motcua\.example\.vn\/t\/[0-9a-z]{26}\/unsubscribe)>$/.exec(
      headers.get('list-unsubscribe') ?? '',
    )?.[1];
    expect(url).toBe(mail.unsubscribeUrl);
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(mail.body).toContain(String(url).replace('/unsubscribe', '/preferences'));
  });

  test('but for a code that was asked for', async () => {
    const house = notificationsHouse();
    const notice = { template: 'download_code', nonce: 'n' } as const;
    const by = { recordedBy: 'citizen', requestId: 'r' };
    await house.intend({ dossierCode, occasion: 'code', notice, channels: ['email'] }, by);
    for (const id of house.ids()) await house.send(id);
    const headers = await headersOf(mailOf(house.email.taken[0]));
    expect([...headers.keys()].filter((name) => name.startsWith('list-'))).toEqual([]);
  });

  test('an address of any length stays on its line', async () => {
    const unsubscribeUrl = `https://${'mot-cua.'.repeat(12)}example.vn/t/0123456789abcdefghjkmnpqrs/unsubscribe`;
    const mime = await mimeOf({ ...mailOf((await told({})).email.taken[0]), unsubscribeUrl }, 'a@example.vn', NOON);
    expect(mime.toString('latin1')).toContain(`\r\nList-Unsubscribe: <${unsubscribeUrl}>\r\n`);
  });

  test('by SES the same', async () => {
    const sent: { Content?: { Raw?: { Data?: Uint8Array } } }[] = [];
    const client = {
      async send({ input }: { readonly input: (typeof sent)[number] }) {
        sent.push(input);
        return {};
      },
    };
    const mail = mailOf((await told({})).email.taken[0]);
    await sesCarrier(client as never, { name: 'ses', sender: 'a@example.vn', credentials: {} }).send(mail);
    const headers = `\r\n${Buffer.from(sent[0]?.Content?.Raw?.Data ?? '').toString('latin1')}`;
    expect(headers).toContain('\r\nAuto-Submitted: auto-generated\r\n');
    expect(headers).toContain(`\r\nList-Unsubscribe: <${mail.unsubscribeUrl}>\r\n`);
    expect(headers).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  });
});
