import { everywhere, type Template } from './template.ts';

/** Money was given back. */
export const refunded: Template = {
  channels: everywhere,
  parameters: { refund: 'required', amount: 'required' },
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}}: {{refund}} đã được chuyển lại cho ông/bà.'],
    en: ['{{agency}}: Dossier {{dossier}}: {{refund}} has been given back to you.'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}}: tiền đã được chuyển lại',
      text: 'Số tiền {{refund}} của hồ sơ {{dossier}} đã được chuyển lại cho ông/bà. Ngân hàng có thể cần vài ngày để ghi có.',
    },
    en: {
      subject: 'Dossier {{dossier}}: your money has been given back',
      text: '{{refund}} of dossier {{dossier}} has been given back to you. Banks may take some days to show it.',
    },
  },
};
