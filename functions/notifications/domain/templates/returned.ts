import type { Template } from './template.ts';

/** The result was handed over. */
export const returned: Template = {
  channels: ['email'],
  parameters: { at: 'required' },
  sms: {
    vi: ['{{agency}}: Kết quả của hồ sơ {{dossier}} đã được trả.'],
    en: ['{{agency}}: The result of dossier {{dossier}} was handed over.'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã được trả kết quả',
      text: 'Kết quả của hồ sơ {{dossier}} đã được trả lúc {{at}}. Nếu ông/bà chưa nhận được, vui lòng liên hệ cơ quan.',
    },
    en: {
      subject: 'The result of dossier {{dossier}} was handed over',
      text: 'The result of your dossier {{dossier}} was handed over at {{at}}. If you have not got it, please tell the agency.',
    },
  },
};
