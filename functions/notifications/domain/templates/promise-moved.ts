import { everywhere, type Template } from './template.ts';

/** The promised date is another one. */
export const promiseMoved: Template = {
  channels: everywhere,
  parameters: { promisedAt: 'required', promisedOn: 'required', insteadOf: 'optional', because: 'optional' },
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}} đổi ngày hẹn trả thành {{promisedAt}}[[ thay cho {{insteadOf}}]].[[ Tra cứu tại {{where}}.]]',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}} is now promised for {{promisedAt}}[[ instead of {{insteadOf}}]].[[ See {{where}}.]]',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đổi ngày hẹn trả kết quả',
      text: 'Hồ sơ {{dossier}} hẹn trả kết quả lúc {{promisedAt}}[[, thay cho {{insteadOf}}]].[[\n\nLý do: {{because}}.]]',
    },
    en: {
      subject: 'Dossier {{dossier}} has another promised date',
      text: 'The result of your dossier {{dossier}} is now promised by {{promisedAt}}[[, instead of {{insteadOf}}]].[[\n\nReason: {{because}}.]]',
    },
  },
};
