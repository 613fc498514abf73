import type { Template } from './template.ts';

/** The code that a person has just asked for. */
export const downloadCode: Template = {
  channels: ['sms'],
  parameters: { code: 'required' },
  sms: {
    vi: ['{{agency}}: Mã tải kết quả hồ sơ {{dossier}} là {{code}}, dùng trong 5 phút. Không đưa mã cho ai.'],
    en: [
      '{{agency}}: {{code}} is the code to download the result of dossier {{dossier}}, for 5 minutes. Share it with nobody.',
      '{{agency}}: {{code}} is the code for dossier {{dossier}}, for 5 minutes. Tell nobody.',
    ],
  },
  email: {
    vi: {
      subject: 'Mã tải kết quả của hồ sơ {{dossier}}',
      text: 'Mã tải kết quả của hồ sơ {{dossier}} là {{code}}, dùng trong 5 phút. Không đưa mã cho bất kỳ ai.',
    },
    en: {
      subject: 'The code to download the result of dossier {{dossier}}',
      text: 'The code to download the result of dossier {{dossier}} is {{code}}, valid for 5 minutes. Share it with nobody.',
    },
  },
};
