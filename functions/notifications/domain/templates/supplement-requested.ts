import { supplementForm } from '../../../../shared/kernel/forms/supplement.ts';
import { everywhere, type Template } from './template.ts';

/** Papers are missing or must be mended (form 02 of Circular 03/2025/TT-VPCP). */
export const supplementRequested: Template = {
  channels: everywhere,
  form: supplementForm,
  paper: '02',
  parameters: { at: 'required', note: 'optional' },
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} cần bổ sung, hoàn thiện.[[ Xem nội dung tại {{where}}.]]'],
    en: ['{{agency}}: Dossier {{dossier}} needs more papers.[[ See which at {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} cần bổ sung, hoàn thiện',
      text: 'Lúc {{at}}, cơ quan đã yêu cầu bổ sung, hoàn thiện hồ sơ {{dossier}}. Thời hạn giải quyết tạm dừng cho đến khi cơ quan nhận đủ giấy tờ.',
    },
    en: {
      subject: 'Dossier {{dossier}} needs more papers',
      text: 'At {{at}} the agency asked you to complete your dossier {{dossier}}. The clock of your dossier stands still until the papers have come.',
    },
  },
};
