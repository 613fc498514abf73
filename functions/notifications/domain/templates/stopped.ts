import type { Template } from './template.ts';

/** Work on a dossier was stopped (form 05 of Circular 03/2025/TT-VPCP). */
export const stopped: Template = {
  channels: ['email'],
  paper: '05',
  parameters: { at: 'required', note: 'optional' },
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} đã dừng giải quyết.[[ Xem lý do tại {{where}}.]]'],
    en: ['{{agency}}: Work on dossier {{dossier}} was stopped.[[ See the reason at {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã dừng giải quyết',
      text: 'Lúc {{at}}, cơ quan đã dừng giải quyết hồ sơ {{dossier}}.[[\n\nLý do:\n{{note}}]]',
    },
    en: {
      subject: 'Work on dossier {{dossier}} was stopped',
      text: 'At {{at}} the agency stopped its work on your dossier {{dossier}}.[[\n\nReason:\n{{note}}]]',
    },
  },
};
