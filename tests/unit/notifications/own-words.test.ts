import { describe, expect, test } from 'vitest';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';
import { templates } from '../../../functions/notifications/domain/templates/by-name.ts';
import {
  parametersOf,
  type Wording,
  wordFaults,
  worstCase,
} from '../../../functions/notifications/domain/templates/linter.ts';
import { OwnMail, OwnSms, OwnZalo } from '../../../functions/notifications/domain/templates/own-words.ts';
import { languages } from '../../../functions/notifications/domain/templates/template.ts';
import { mailOf, smsText } from '../../../functions/notifications/domain/wording.ts';
import { longest, notices, particulars, promisedAt } from '../../support/notices.ts';

const rules = { smsSegmentLimit: 1, hosts: ['hanoi.gov.vn'] };
const accepted: Wording = { template: 'accepted', channel: 'sms', language: 'vi' };
const mail: Wording = { ...accepted, channel: 'email' };
const sms = (text: string, marks = false) => OwnSms.parse({ text, marks });
const faults = (text: string, marks = false, more: Partial<typeof rules> = {}) =>
  wordFaults(accepted, sms(text, marks), { ...rules, ...more }).map(({ path, message }) => `${path}: ${message}`);

const GOOD = '{{agency}}: HS {{dossier}} da tiep nhan[[, hen {{promisedOn}}]].';

describe('the linter of an agency’s own SMS', () => {
  test('takes what can always be sent', () => expect(faults(GOOD)).toEqual([]));

  test.each([
    [
      'an unknown parameter, with its place',
      `${GOOD} {{nmae}}`,
      /^text: no such parameter: \{\{nmae\}\} at character 66$/,
    ],
    ['one of another template', `${GOOD} {{code}}`, /no such parameter: \{\{code\}\}/],
    ['one that every object has', `${GOOD} {{toString}}`, /no such parameter/],
    ['a missing one', '{{agency}}: da tiep nhan.', /^text: expected \{\{dossier\}\}$/],
    [
      'one that is said to be there and may not be',
      GOOD.replace('[[', '').replace(']]', ''),
      /expected between \[\[ and \]\]/,
    ],
    [
      'a required one that may be left out',
      '{{agency}}: HS[[ {{dossier}}]] da tiep nhan.',
      /^text: expected \{\{dossier\}\}$/,
    ],
    ['a free text without a bound', `${GOOD} {{procedure}}`, /expected a bound, such as \{\{procedure:40\}\}/],
    ['a bound of what has one', `${GOOD} {{where:30}}`, /expected no bound but of a free text: \{\{where\}\}/],
    ['a place that has to be there, and no room for it', `${GOOD} {{where}} aaaa`, /takes 2 \(GSM-7\)/],
    ['half a parameter', `${GOOD} {{dossier}`, /expected whole parameters and parts/],
    ['half a part', `${GOOD} [[a`, /expected whole parameters and parts/],
    ['a link to elsewhere', `${GOOD} https://evil.example/x`, /https:\/\/evil\.example\/x/],
    ['a host elsewhere', `${GOOD} bit.ly`, /bit\.ly/],
    ['a host that only looks like its own', `${GOOD} xhanoi.gov.vn`, /xhanoi\.gov\.vn/],
    ['a host behind its own', `${GOOD} hanoi.gov.vn.evil.com`, /hanoi\.gov\.vn\.evil\.com/],
    ['a scheme of another kind', `${GOOD} zalo://chat`, /zalo:\/\/chat/],
    ['a host whose dot is plain once it is sent', `${GOOD} evil．com`, /evil\.com/],
    ['a host whose dot is another sign', `${GOOD} evil·com`, /evil\.com/],
    ['a scheme in wide letters', `${GOOD} ｚａｌｏ：／／chat`, /zalo:\/\/chat/],
    ['what has no plain form', `${GOOD} 中`, new RegExp(`have a plain form: 中 at character ${GOOD.length + 2}$`)],
    [
      'more than a segment',
      `${GOOD} ${'a'.repeat(60)}`,
      /^text: expected at most 1 segment, takes 2 \(GSM-7\) in the worst case$/,
    ],
    ['a bound that is too wide', `${GOOD} {{procedure:40}}`, /takes 2 \(GSM-7\)/],
  ])('refuses %s', (_, text, message) => {
    const found = faults(text);
    expect(
      found.some((fault) => message.test(fault)),
      found.join('\n'),
    ).toBe(true);
  });

  test.each([`${GOOD} hanoi.gov.vn`, `${GOOD} dvc.hanoi.gov.vn/a`, `${GOOD} TP. Hue, 17.30`, `${GOOD} v1.2`])(
    'takes %s',
    (text) => expect(faults(text)).toEqual([]),
  );

  test('what an agency may take is its own limit; with marks the same text takes more', () => {
    const long = `${GOOD} ${'a'.repeat(60)}`;
    expect(faults(long, false, { smsSegmentLimit: 2 })).toEqual([]);
    expect(worstCase(sms(long)).segments).toBe(2);
    expect(faults(GOOD.replace('da', 'đã'), true)).toEqual([expect.stringMatching(/takes 2 \(UCS-2\)/)]);
    expect(worstCase(sms(GOOD, true))).toMatchObject({ alphabet: 'UCS-2' });
  });
});

describe('what the linter takes fits, whatever the fields are', () => {
  const own = (text: string, segments: number, marks = false) => ({ ...sms(text, marks), segments });

  test.each([
    [GOOD, 1],
    [`${GOOD}[[ Xem {{where}}.]]`, 1],
    ['{{agency}}: HS {{dossier}}, {{where}}.', 1],
    [`${GOOD} {{procedure:40}}`, 2],
  ])('%s in %i', (text, segments) => {
    expect(faults(text, false, { smsSegmentLimit: segments })).toEqual([]);
    const nasty = { ...longest, procedureName: '[€'.repeat(200) };
    for (const fields of [particulars, longest, nasty]) {
      const told = smsText({ template: 'accepted', promisedAt }, fields, own(text, segments));
      expect(smsSize(told).segments, told).toBeLessThanOrEqual(segments);
      expect(told).toContain(fields.dossierCode);
    }
  });

  test('with marks says them, and is as long as it was said to be', () => {
    const text = '{{agency}}: Hồ sơ {{dossier}} đã được tiếp nhận.';
    const { segments } = worstCase(sms(text, true));
    for (const fields of [particulars, longest]) {
      const told = smsText({ template: 'accepted', promisedAt }, fields, own(text, segments, true));
      expect(told).toMatch(/đã được tiếp nhận\.$/);
      expect(smsSize(told).segments).toBeLessThanOrEqual(segments);
    }
    const told = smsText({ template: 'accepted', promisedAt }, particulars, own(text, 2, true));
    expect(told).toBe('UBND P. Ngọc Hà: Hồ sơ H26.10-261120-0007 đã được tiếp nhận.');
  });
});

describe('e-mail', () => {
  const words = (given: Record<string, string>) =>
    wordFaults(mail, OwnMail.parse({ subject: 'HS {{dossier}}', text: 'Đã tiếp nhận {{dossier}}.', ...given }), rules);

  test('takes free texts without bounds, and its own site', () => {
    expect(words({ text: 'Hồ sơ {{dossier}}, {{procedure}}: https://dvc.hanoi.gov.vn/x' })).toEqual([]);
    expect(words({ html: '<p>Hồ sơ <b>{{dossier}}</b></p><a href="https://hanoi.gov.vn">x</a>' })).toEqual([]);
  });

  test.each([
    ['subject', { subject: 'x {{nope}}' }],
    ['text', { text: '{{dossier}} evil.example' }],
    ['html', { html: '<p>{{dossier}}</p><script>x</script>' }],
    ['html', { html: '<p onclick="x">{{dossier}}</p>' }],
    ['html', { html: '<a href="{{dossier}}">{{dossier}}</a>' }],
    ['html', { html: '<a href="https://evil.example">{{dossier}}</a>' }],
    ['html', { html: '<img alt="x">{{dossier}}' }],
    ['html', { html: '<a href="&#104;ttps:evil">{{dossier}}</a>' }],
  ])('refuses at %s: %j', (path, given) => {
    expect(new Set(words(given).map((fault) => fault.path))).toEqual(new Set([path]));
  });

  test('its markup takes the text’s place in the page, with values escaped', () => {
    const own = OwnMail.parse({ subject: 'S {{dossier}}', text: 'T {{procedure}}', html: '<p>H {{procedure}}</p>' });
    const told = mailOf({ template: 'accepted', promisedAt }, { ...particulars, procedureName: '<i>&' }, own);
    expect(told.subject).toBe(`S ${particulars.dossierCode} – Ủy ban nhân dân phường Ngọc Hà`);
    expect(told.body).toContain('\nT <i>&\n');
    expect(told.html).toContain('<p>H &lt;i&gt;&amp;</p>');
    expect(told.html).not.toContain('<p>T ');
  });
});

test('Zalo’s own parameters are filled by ours', () => {
  const zalo = (by: string) =>
    wordFaults({ ...accepted, channel: 'zalo' }, OwnZalo.parse({ znsTemplateId: '1', parameters: { ma: by } }), rules);
  expect(zalo('dossier')).toEqual([]);
  expect(zalo('nope')).toMatchObject([{ path: 'parameters.ma' }]);
});

test.each(
  Object.entries(templates).flatMap(([template, { email }]) =>
    languages.map((language) => [template as keyof typeof templates, language, email[language]] as const),
  ),
)('the repository’s own mail %s in %s could be saved by an agency', (template, language, words) => {
  expect(wordFaults({ template, channel: 'email', language }, words, rules)).toEqual([]);
});

test('every notice is said in words that name all that has to be', () => {
  for (const language of languages)
    for (const template of Object.keys(templates) as (keyof typeof templates)[]) {
      const required = parametersOf({ template, channel: 'sms', language }).filter((each) => each.required);
      expect(required.map(({ name }) => name)).toEqual(expect.arrayContaining(['agency', 'dossier']));
      const text = required.map(({ name }) => `{{${name}}}`).join(' ');
      expect(wordFaults({ template, channel: 'sms', language }, sms(text), { ...rules, smsSegmentLimit: 2 })).toEqual(
        [],
      );
      const own = { ...sms(text), segments: 2 };
      for (const notice of notices.filter((each) => each.template === template))
        expect(smsText(notice, particulars, own)).toContain(particulars.dossierCode);
    }
});
