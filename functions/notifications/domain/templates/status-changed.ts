import type { Template } from './template.ts';

/** A step that has no template of its own. */
export const statusChanged: Template = {
  channels: ['email'],
  parameters: { at: 'required', status: 'required' },
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}}: {{status}}.'],
    en: ['{{agency}}: Dossier {{dossier}}: {{status}}.'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}}: {{status}}',
      text: 'Từ {{at}}, hồ sơ {{dossier}} ở trạng thái: {{status}}.',
    },
    en: {
      subject: 'Dossier {{dossier}}: {{status}}',
      text: 'Since {{at}} your dossier {{dossier}} is in the state: {{status}}.',
    },
  },
};
