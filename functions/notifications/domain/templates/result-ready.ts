import { everywhere, type Template } from './template.ts';

/** The signed result can be fetched. */
export const resultReady: Template = {
  channels: everywhere,
  parameters: {},
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} đã có kết quả.[[ Mời xem và nhận tại {{where}}.]]'],
    en: ['{{agency}}: The result of dossier {{dossier}} is ready.[[ See and fetch it at {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã có kết quả',
      text: 'Hồ sơ {{dossier}} đã có kết quả. Đường dẫn dưới đây cho biết cách nhận kết quả.',
    },
    en: {
      subject: 'The result of dossier {{dossier}} is ready',
      text: 'The result of dossier {{dossier}} is ready. The link below says how to get it.',
    },
  },
};
