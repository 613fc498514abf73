import { refusalForm } from '../../../../shared/kernel/forms/refusal.ts';
import { everywhere, type Template } from './template.ts';

/** A dossier was not taken (form 03 of Circular 03/2025/TT-VPCP). */
export const refused: Template = {
  channels: everywhere,
  form: refusalForm,
  paper: '03',
  parameters: { at: 'required', note: 'optional' },
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} không được tiếp nhận.[[ Xem lý do tại {{where}}.]]'],
    en: ['{{agency}}: Dossier {{dossier}} is refused.[[ See the reason at {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} không được tiếp nhận',
      text: 'Lúc {{at}}, cơ quan đã quyết định không tiếp nhận, giải quyết hồ sơ {{dossier}}.',
    },
    en: {
      subject: 'Dossier {{dossier}} is refused',
      text: 'At {{at}} the agency refused to take your dossier {{dossier}}.',
    },
  },
};
