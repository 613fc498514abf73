import { everywhere, type Template } from './template.ts';

/** A step that was told does not hold. */
export const corrected: Template = {
  channels: everywhere,
  parameters: { was: 'required', status: 'required', note: 'optional' },
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}}: thông báo "{{was}}" không còn hiệu lực. Hiện nay: {{status}}.',
      '{{agency}}: Hồ sơ {{dossier}}: thông báo trước sai. Nay: {{status}}.',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}}: the message "{{was}}" no longer holds. At present: {{status}}.',
      '{{agency}}: Dossier {{dossier}}: the last message was wrong. Now: {{status}}.',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}}: đính chính thông báo trước',
      text: 'Chúng tôi đã báo hồ sơ {{dossier}} ở trạng thái “{{was}}”. Thông báo đó không còn hiệu lực.[[\n\nLý do: {{note}}]]\n\nTrạng thái hiện nay: {{status}}.',
    },
    en: {
      subject: 'Dossier {{dossier}}: our last message is corrected',
      text: 'We told you that your dossier {{dossier}} was in the state “{{was}}”. That no longer holds.[[\n\nReason: {{note}}]]\n\nIts state at present: {{status}}.',
    },
  },
};
