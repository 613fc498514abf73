import { everywhere, type Template } from './template.ts';

/** A fee that nobody paid is not asked for any more. */
export const feeClosed: Template = {
  channels: everywhere,
  parameters: { amount: 'required', because: 'required' },
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}}: khoản phí, lệ phí {{amount}} {{because}}.',
      '{{agency}}: Hồ sơ {{dossier}}: phí {{because}}.',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}}: the fee of {{amount}} {{because}}.',
      '{{agency}}: Dossier {{dossier}}: its fee {{because}}.',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}}: khoản phí, lệ phí {{because}}',
      text: 'Khoản phí, lệ phí {{amount}} của hồ sơ {{dossier}} {{because}}. Nếu có thắc mắc, vui lòng liên hệ cơ quan.',
    },
    en: {
      subject: 'Dossier {{dossier}}: its fee {{because}}',
      text: 'The fee of {{amount}} for dossier {{dossier}} {{because}}. Please ask the agency if anything is unclear.',
    },
  },
};
