import type { Template } from './template.ts';

/** The person asks for the dossier back. */
export const withdrawalReceived: Template = {
  channels: ['email'],
  parameters: { at: 'required' },
  sms: {
    vi: ['{{agency}}: Cơ quan đã ghi nhận yêu cầu rút hồ sơ {{dossier}}.'],
    en: ['{{agency}}: Your request to withdraw dossier {{dossier}} has arrived.'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}}: đã ghi nhận yêu cầu rút hồ sơ',
      text: 'Lúc {{at}}, cơ quan đã ghi nhận yêu cầu rút hồ sơ {{dossier}}. Ông/bà sẽ được thông báo khi yêu cầu được giải quyết.',
    },
    en: {
      subject: 'Dossier {{dossier}}: your request to withdraw it has arrived',
      text: 'Your request to withdraw dossier {{dossier}} arrived at {{at}}. You will be told what becomes of it.',
    },
  },
};
