import { everywhere, type Template } from './template.ts';

/** A result is not in force any more. */
export const resultRevoked: Template = {
  channels: everywhere,
  parameters: { at: 'required' },
  sms: {
    vi: ['{{agency}}: Kết quả của hồ sơ {{dossier}} đã bị thu hồi, không còn giá trị.[[ Tra cứu tại {{where}}.]]'],
    en: ['{{agency}}: The result of dossier {{dossier}} was revoked and is no longer valid.[[ See {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Kết quả của hồ sơ {{dossier}} đã bị thu hồi',
      text: 'Lúc {{at}}, kết quả của hồ sơ {{dossier}} đã bị thu hồi và không còn giá trị. Vui lòng liên hệ cơ quan để biết thêm.',
    },
    en: {
      subject: 'The result of dossier {{dossier}} was revoked',
      text: 'At {{at}} the result of your dossier {{dossier}} was revoked; it is no longer valid. Please ask the agency for more.',
    },
  },
};
