import type { Template } from './template.ts';

/** A part of a fee has come. */
export const partiallyPaid: Template = {
  channels: ['email'],
  parameters: { amount: 'required', received: 'required', left: 'required' },
  page: 'pay',
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}}: đã nhận một phần phí, lệ phí {{received}}, còn thiếu {{left}}.',
      '{{agency}}: Hồ sơ {{dossier}}: phí, lệ phí còn thiếu {{left}}.',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}}: {{received}} of the fee has arrived, {{left}} is still due.',
      '{{agency}}: Dossier {{dossier}}: {{left}} of the fee is still due.',
    ],
  },
  email: {
    vi: {
      subject: 'Đã nhận một phần phí, lệ phí của hồ sơ {{dossier}}',
      text: 'Chúng tôi đã nhận {{received}} trong khoản phí, lệ phí {{amount}} của hồ sơ {{dossier}}. Ông/bà còn phải nộp {{left}} theo đường dẫn dưới đây.',
    },
    en: {
      subject: 'A part of the fee of dossier {{dossier}} has arrived',
      text: 'We have received {{received}} of the fee of {{amount}} for dossier {{dossier}}. {{left}} is still due; you can pay it at the link below.',
    },
  },
};
