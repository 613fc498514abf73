import { everywhere, type Template } from './template.ts';

/** The term was extended (the content of form 04 of Circular 03/2025/TT-VPCP): an apology with the reason and the date that holds now. */
export const rescheduled: Template = {
  channels: everywhere,
  paper: '04',
  parameters: { promisedAt: 'required', promisedOn: 'required', insteadOf: 'optional', note: 'optional' },
  sms: {
    vi: [
      '{{agency}}: Xin lỗi, hồ sơ {{dossier}} hẹn lại {{promisedAt}}[[ thay cho {{insteadOf}}]].[[ Lý do tại {{where}}.]]',
    ],
    en: [
      '{{agency}}: Sorry, dossier {{dossier}} is now due {{promisedAt}}[[, not {{insteadOf}}]].[[ Reason: {{where}}.]]',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}}: xin lỗi và hẹn lại ngày trả kết quả',
      text: 'Cơ quan xin lỗi ông/bà vì hồ sơ {{dossier}} chưa giải quyết xong theo hẹn. Kết quả được hẹn lại lúc {{promisedAt}}[[, thay cho {{insteadOf}}]].[[\n\nLý do: {{note}}]]',
    },
    en: {
      subject: 'Dossier {{dossier}}: we are sorry, it has another promised date',
      text: 'We are sorry that your dossier {{dossier}} is not finished as promised. The result is now promised by {{promisedAt}}[[, instead of {{insteadOf}}]].[[\n\nReason: {{note}}]]',
    },
  },
};
