import { everywhere, type Template } from './template.ts';

/** A fee that was asked for and that nobody has paid ends within a day. */
export const feeReminder: Template = {
  channels: everywhere,
  parameters: { amount: 'required', payableUntil: 'required' },
  sms: {
    vi: [
      '{{agency}}: Nhắc hồ sơ {{dossier}} cần nộp phí, lệ phí {{amount}} trước {{payableUntil}}.[[ Nộp tại {{where}}.]]',
      '{{agency}}: Nhắc hồ sơ {{dossier}} cần nộp phí {{amount}} trước {{payableUntil}}.',
    ],
    en: [
      '{{agency}}: Reminder: {{amount}} is due for dossier {{dossier}} before {{payableUntil}}.[[ Pay at {{where}}.]]',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} sắp hết hạn nộp phí, lệ phí',
      text: 'Hồ sơ {{dossier}} cần nộp phí, lệ phí {{amount}} và sắp hết hạn nộp: ông/bà vui lòng nộp trước {{payableUntil}}, trực tuyến theo đường dẫn dưới đây. Nếu ông/bà vừa nộp, xin bỏ qua thư này.',
    },
    en: {
      subject: 'Reminder: a fee is due for dossier {{dossier}}',
      text: 'A fee of {{amount}} is due for dossier {{dossier}} and can be paid only until {{payableUntil}}, online at the link below. If you have just paid, please ignore this message.',
    },
  },
};
