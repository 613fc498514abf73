import { everywhere, type Template } from './template.ts';

/** A fee is asked for. */
export const feeDue: Template = {
  channels: everywhere,
  parameters: { amount: 'required', amountInWords: 'optional', payableUntil: 'required' },
  page: 'pay',
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} cần nộp phí, lệ phí {{amount}} trước {{payableUntil}}.[[ Nộp tại {{where}}.]]'],
    en: [
      '{{agency}}: A fee of {{amount}} is due for dossier {{dossier}} before {{payableUntil}}.[[ Pay at {{where}}.]]',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} cần nộp phí, lệ phí',
      text: 'Hồ sơ {{dossier}} cần nộp phí, lệ phí {{amount}} trước {{payableUntil}}[[ (số tiền bằng chữ: {{amountInWords}})]]. Ông/bà có thể nộp trực tuyến theo đường dẫn dưới đây.',
    },
    en: {
      subject: 'A fee is due for dossier {{dossier}}',
      text: 'A fee of {{amount}} is due for dossier {{dossier}} before {{payableUntil}}. You can pay online at the link below.',
    },
  },
};
