import type { Template } from './template.ts';

/** A dossier was filed and waits to be accepted. */
export const registered: Template = {
  channels: ['email'],
  parameters: { at: 'required' },
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} đã được ghi nhận, đang chờ tiếp nhận.[[ Tra cứu tại {{where}}.]]'],
    en: ['{{agency}}: Dossier {{dossier}} is filed and waits to be accepted.[[ See {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã được ghi nhận',
      text: 'Hồ sơ {{dossier}} đã được ghi nhận lúc {{at}} và đang chờ tiếp nhận. Ông/bà sẽ được thông báo khi hồ sơ được tiếp nhận hoặc cần bổ sung.',
    },
    en: {
      subject: 'Dossier {{dossier}} is filed',
      text: 'Your dossier {{dossier}} was filed at {{at}} and waits to be accepted. You will be told when it is accepted or when more papers are asked for.',
    },
  },
};
