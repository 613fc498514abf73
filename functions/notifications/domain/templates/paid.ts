import { everywhere, type Template } from './template.ts';

/** The whole of a fee has come. */
export const paid: Template = {
  channels: everywhere,
  parameters: { amount: 'required' },
  page: 'paid',
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} đã nhận đủ phí, lệ phí {{amount}}. Xin cảm ơn.'],
    en: ['{{agency}}: The fee of {{amount}} for dossier {{dossier}} has arrived. Thank you.'],
  },
  email: {
    vi: {
      subject: 'Đã nhận phí, lệ phí của hồ sơ {{dossier}}',
      text: 'Chúng tôi đã nhận đủ phí, lệ phí {{amount}} của hồ sơ {{dossier}}. Xin cảm ơn.',
    },
    en: {
      subject: 'The fee of dossier {{dossier}} has arrived',
      text: 'We have received {{amount}} for dossier {{dossier}}. Thank you.',
    },
  },
};
