import { acceptanceForm } from '../../../../shared/kernel/forms/acceptance.ts';
import { everywhere, type Template } from './template.ts';

/** A dossier was accepted, with the date on which its result is promised (form 01 of Circular 03/2025/TT-VPCP). */
export const accepted: Template = {
  channels: everywhere,
  form: acceptanceForm,
  paper: '01',
  parameters: { promisedAt: 'optional', promisedOn: 'optional' },
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} đã tiếp nhận[[, hẹn trả {{promisedOn}}]].[[ Tra cứu tại {{where}}.]]'],
    en: ['{{agency}}: Dossier {{dossier}} is accepted[[, result promised for {{promisedOn}}]].[[ See {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã được tiếp nhận',
      text: 'Hồ sơ {{dossier}} đã được tiếp nhận[[, hẹn trả kết quả lúc {{promisedAt}}]].',
    },
    en: {
      subject: 'Dossier {{dossier}} is accepted',
      text: 'Your dossier {{dossier}} has been accepted[[; the result is promised by {{promisedAt}}]].',
    },
  },
};
