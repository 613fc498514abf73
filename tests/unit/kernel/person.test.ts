import { expect, test } from 'vitest';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { isNaturalPerson, Person } from '../../../shared/kernel/person.ts';
import { PersonChangeFromCaller, PersonFromCaller } from '../../../shared/kernel/person-from-caller.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';

const company = {
  kind: 'business',
  fullName: 'Công ty TNHH Hoa Sen',
  phone: '024 3852 2222',
  email: 'lienhe@hoasen.vn',
  address: '12 phố Kim Liên, phường Kim Liên, Hà Nội',
  identity: { kind: 'tax_code', number: '0101234567-001', verifiedBy: 'officer' },
};

test.each<[object, object | undefined]>([
  [company, { ...company, phone: '02438522222' }],
  [{ kind: 'foreigner', fullName: 'Jane Doe', identity: { kind: 'passport', number: 'C01234567' } }, undefined],
  [
    { kind: 'state_agency', fullName: 'UBND phường Láng', identity: { kind: 'organisation_code', number: 'H26.11' } },
    undefined,
  ],
  [{ kind: 'organisation', fullName: 'Hội Người cao tuổi', identityNumber: '0101234567' }, undefined],
  [
    { kind: 'business', fullName: 'Hộ kinh doanh Ánh', identity: { kind: 'tax_code', number: '001190000001' } },
    undefined,
  ],
  [
    { fullName: 'Ánh', identity: { kind: 'old_id', number: ' 012345678 ' }, identityNumber: '\t012345678' },
    { fullName: 'Ánh', identity: { kind: 'old_id', number: '012345678' }, identityNumber: '012345678' },
  ],
  [
    { kind: 'citizen', fullName: 'Ánh', identity: { kind: 'citizen_id', number: '001190000001', verifiedBy: 'vneid' } },
    undefined,
  ],
])('is taken: %o', (person, kept = person) => {
  expect(parseInput(PersonFromCaller, person)).toEqual({ ok: true, value: kept });
});

test.each([
  [{}, ['fullName']],
  [{ kind: 'robot', fullName: 'R' }, ['kind']],
  [{ fullName: 'Ánh', identityNumber: '0101234567' }, ['identityNumber']],
  [{ kind: 'business', fullName: 'A', identityNumber: 'số 1' }, ['identityNumber']],
  [{ fullName: 'Ánh', identity: { kind: 'citizen_id', number: '012345678' } }, ['identity.number']],
  [{ fullName: 'Ánh', identity: { kind: 'passport', number: 'C-1' } }, ['identity.number']],
  [{ fullName: 'Ánh', identity: { kind: 'tax_code', number: '01012345678' } }, ['identity.number']],
  [
    { fullName: 'Ánh', identity: { kind: 'seal', number: '1', verifiedBy: 'me', colour: 'red' } },
    ['identity.colour', 'identity.kind', 'identity.verifiedBy'],
  ],
  [{ fullName: 'Ánh', address: 'một\nhai', phone: '1' }, ['address', 'phone']],
])('is refused with every wrong field: %o', (person, paths) => {
  const parsed = parseInput(PersonFromCaller, person);
  const fields = parsed.ok || parsed.failure.kind !== 'invalid_input' ? [] : parsed.failure.fields;
  expect(fields.map(({ path }) => path).sort()).toEqual(paths);
});

test('a change names what it changes; a number is held against the kind only where that is named, too', () => {
  expect(parseInput(PersonChangeFromCaller, { identityNumber: '0101234567' }).ok).toBe(true);
  expect(parseInput(PersonChangeFromCaller, { kind: 'citizen', identityNumber: '0101234567' }).ok).toBe(false);
  expect(parseInput(PersonChangeFromCaller, {}).ok).toBe(true);
});

test.each([
  [{ fullName: 'Ánh', identity: { kind: 'citizen_id', number: '1' } }, 'expected a number of this kind of paper'],
  [{ kind: 'business', fullName: 'A', identityNumber: 'số 1' }, 'expected an identity number'],
  [{ fullName: 'Ánh', identityNumber: '0101234567' }, 'expected 9 or 12 digits'],
])('of a wrong number one is told what is expected: %o', (person, message) => {
  expect(parseInput(PersonFromCaller, person)).toMatchObject({ failure: { fields: [{ message }] } });
});

test('who is kept is read back whole, with the paper and who saw it', () => {
  const kept = { ...company, phone: '02438522222', identityNumber: '0101234567' };
  expect(storedAs(Person)(kept)).toEqual(kept);
});

test.each<[string | undefined, boolean]>([
  [undefined, true],
  ['citizen', true],
  ['foreigner', true],
  ['business', false],
  ['state_agency', false],
  ['organisation', false],
  ['of_a_later_release', false],
])('one of the kind %s is greeted as a person: %s', (kind, isNatural) => {
  expect(isNaturalPerson(kind === undefined ? {} : { kind })).toBe(isNatural);
});
