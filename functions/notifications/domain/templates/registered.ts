import type { Template } from './template.ts';

/** A dossier was filed; also true once it was accepted, which may be told first. */
export const registered: Template = {
  channels: ['email'],
  parameters: { at: 'required' },
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} đã được ghi nhận.[[ Tra cứu tại {{where}}.]]'],
    en: ['{{agency}}: Dossier {{dossier}} is filed.[[ See {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã được ghi nhận',
      text: 'Hồ sơ {{dossier}} đã được ghi nhận lúc {{at}}. Ông/bà sẽ được thông báo về từng bước xử lý.',
    },
    en: {
      subject: 'Dossier {{dossier}} is filed',
      text: 'Your dossier {{dossier}} was filed at {{at}}. You will be told of every step.',
    },
  },
};
