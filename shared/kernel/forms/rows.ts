import { statusWords } from '../dossier-status.ts';
import type { Words } from '../words.ts';
import type { FormFacts, FormPerson, RowOf } from './form.ts';

const identityOf = (person: FormPerson | undefined): string | undefined =>
  person?.identity?.number ?? person?.identityNumber;

/** Whoever stands at the counter: the authorised person where there is one. */
export const personOf = ({ applicant, authorisedPerson }: FormFacts): FormPerson | undefined =>
  authorisedPerson ?? applicant;

/** Whom an authorised person acts for. */
const principalOf = ({ applicant, authorisedPerson }: FormFacts): FormPerson | undefined =>
  authorisedPerson && applicant;

const moment =
  (name: 'receivedAt' | 'promisedAt' | 'at' | 'stopAskedAt'): RowOf['value'] =>
  (facts, manner) => {
    const at = facts[name];
    return at === undefined ? undefined : manner.moment(at);
  };

const units: Readonly<Record<string, { readonly vi: string; readonly one: string; readonly more: string }>> = {
  working_hours: { vi: 'giờ làm việc', one: 'working hour', more: 'working hours' },
  working_days: { vi: 'ngày làm việc', one: 'working day', more: 'working days' },
  days: { vi: 'ngày', one: 'day', more: 'days' },
  months: { vi: 'tháng', one: 'month', more: 'months' },
};

const timeLimit: RowOf['value'] = ({ timeLimit: limit }, { language }) => {
  const unit = limit && units[limit.unit];
  if (!unit) return undefined;
  if (limit.amount === 0) return language === 'vi' ? 'Trong ngày làm việc' : 'The same working day';
  return `${limit.amount} ${language === 'vi' ? unit.vi : limit.amount === 1 ? unit.one : unit.more}`;
};

const components: RowOf['value'] = ({ components: papers = [] }, { language }) =>
  papers
    .map(({ name, originals, copies }, index) => {
      const counts =
        language === 'vi'
          ? [originals > 0 && `${originals} bản chính`, copies > 0 && `${copies} bản sao`]
          : [
              originals > 0 && `${originals} ${originals === 1 ? 'original' : 'originals'}`,
              copies > 0 && `${copies} ${copies === 1 ? 'copy' : 'copies'}`,
            ];
      const said = counts.filter((count) => count !== false).join(', ');
      return `${index + 1}. ${name}${said === '' ? '' : ` (${said})`}`;
    })
    .join('\n');

const places: Readonly<Record<string, Words>> = {
  portal: { vi: 'Trực tuyến', en: 'Online' },
  post: { vi: 'Qua dịch vụ bưu chính', en: 'By post' },
};

const resultPlace: RowOf['value'] = ({ resultBy, unit, unitAddress }, { language }) => {
  if (resultBy === undefined) return undefined;
  if (resultBy === 'counter') return unitAddress === undefined ? unit : `${unit}, ${unitAddress}`;
  return places[resultBy]?.[language];
};

/** The fields of which forms are made, by what they say. */
export const row = {
  dossierCode: { name: { vi: 'Mã hồ sơ', en: 'Dossier code' }, value: ({ dossierCode }) => dossierCode },
  unit: { name: { vi: 'Bộ phận tiếp nhận và trả kết quả', en: 'One-stop unit' }, value: ({ unit }) => unit },
  person: {
    name: { vi: 'Tiếp nhận hồ sơ của', en: 'Dossier of' },
    value: (facts) => personOf(facts)?.fullName,
  },
  owner: { name: { vi: 'Hồ sơ của', en: 'Dossier of' }, value: (facts) => personOf(facts)?.fullName },
  identity: {
    name: { vi: 'Số định danh cá nhân/tổ chức', en: 'Identity number' },
    value: (facts) => identityOf(personOf(facts)),
  },
  address: { name: { vi: 'Địa chỉ', en: 'Address' }, value: (facts) => personOf(facts)?.address },
  phone: { name: { vi: 'Số điện thoại', en: 'Telephone' }, value: (facts) => personOf(facts)?.phone },
  email: { name: { vi: 'Email', en: 'E-mail' }, value: (facts) => personOf(facts)?.email },
  principal: {
    name: { vi: 'Theo ủy quyền của', en: 'On behalf of' },
    value: (facts) => principalOf(facts)?.fullName,
  },
  principalIdentity: {
    name: { vi: 'Số định danh của người ủy quyền', en: 'Identity number of the principal' },
    value: (facts) => identityOf(principalOf(facts)),
  },
  principalAddress: {
    name: { vi: 'Địa chỉ của người ủy quyền', en: 'Address of the principal' },
    value: (facts) => principalOf(facts)?.address,
  },
  principalPhone: {
    name: { vi: 'Số điện thoại của người ủy quyền', en: 'Telephone of the principal' },
    value: (facts) => principalOf(facts)?.phone,
  },
  principalEmail: {
    name: { vi: 'Email của người ủy quyền', en: 'E-mail of the principal' },
    value: (facts) => principalOf(facts)?.email,
  },
  procedure: {
    name: { vi: 'Nội dung yêu cầu giải quyết', en: 'What is asked for' },
    value: ({ procedureName }) => procedureName,
  },
  agency: { name: { vi: 'Cơ quan giải quyết', en: 'Agency' }, value: ({ agencyName }) => agencyName },
  components: { name: { vi: 'Thành phần hồ sơ nộp', en: 'Papers handed in' }, value: components },
  timeLimit: { name: { vi: 'Thời gian giải quyết theo quy định', en: 'Time limit by law' }, value: timeLimit },
  receivedAt: {
    name: { vi: 'Thời gian nhận hồ sơ', en: 'Received' },
    value: moment('receivedAt'),
  },
  promisedAt: {
    name: { vi: 'Thời gian trả kết quả', en: 'Result promised' },
    value: moment('promisedAt'),
  },
  resultPlace: { name: { vi: 'Đăng ký nhận kết quả tại', en: 'Result is fetched' }, value: resultPlace },
  receiver: { name: { vi: 'Người tiếp nhận', en: 'Received by' }, value: ({ officer }) => officer },
  guide: { name: { vi: 'Người hướng dẫn', en: 'Asked for by' }, value: ({ officer }) => officer },
  asked: { name: { vi: 'Yêu cầu hoàn thiện hồ sơ', en: 'What to complete' }, value: ({ note }) => note },
  askedAt: { name: { vi: 'Thời gian yêu cầu', en: 'Asked for at' }, value: moment('at') },
  reason: { name: { vi: 'Lý do cụ thể', en: 'Reason' }, value: ({ note }) => note },
  refusedAt: { name: { vi: 'Thời gian từ chối', en: 'Refused at' }, value: moment('at') },
  stopAsked: { name: { vi: 'Yêu cầu dừng giải quyết', en: 'End asked for' }, value: moment('stopAskedAt') },
  stage: {
    name: { vi: 'Giai đoạn giải quyết', en: 'Stage' },
    value: ({ stage }, { language }) => (stage === undefined ? undefined : statusWords[stage]?.[language]),
  },
  stoppedAt: { name: { vi: 'Thời gian dừng giải quyết', en: 'Stopped at' }, value: moment('at') },
  money: { name: { vi: 'Phí, lệ phí', en: 'Fees' }, value: () => undefined },
  sets: { name: { vi: 'Số lượng hồ sơ', en: 'Sets of papers' }, value: () => undefined },
  why: { name: { vi: 'Lý do', en: 'Reason' }, value: () => undefined },
  partner: { name: { vi: 'Cơ quan phối hợp', en: 'Agency that takes part' }, value: () => undefined },
  questions: { name: { vi: 'Liên hệ khi cần hướng dẫn', en: 'Questions' }, value: ({ contact }) => contact },
} as const satisfies Readonly<Record<string, RowOf>>;

/** Whoever stands at the counter, as forms name them. */
export const personRows: readonly RowOf[] = [row.person, row.identity, row.address, row.phone, row.email];

/** Whom an authorised person acts for, as forms name them. */
export const principalRows: readonly RowOf[] = [
  row.principal,
  row.principalAddress,
  row.principalIdentity,
  row.principalPhone,
  row.principalEmail,
];
