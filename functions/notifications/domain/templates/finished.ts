import { everywhere, type Template } from './template.ts';

/** The work on a dossier is done, and its result is on paper. */
export const finished: Template = {
  channels: everywhere,
  parameters: { at: 'required', unit: 'optional', unitAddress: 'optional', unitHours: 'optional' },
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}} đã giải quyết xong. Mời nhận kết quả tại Bộ phận Một cửa trong giờ làm việc.',
      '{{agency}}: Hồ sơ {{dossier}} đã giải quyết xong, mời đến nhận kết quả.',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}} is finished. Please fetch the result at the one-stop counter in office hours.',
      '{{agency}}: Dossier {{dossier}} is finished, please fetch the result.',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã giải quyết xong, mời đến nhận kết quả',
      text: 'Hồ sơ {{dossier}} đã giải quyết xong lúc {{at}}. Mời ông/bà đến nhận kết quả[[ tại {{unit}}]][[, {{unitAddress}}]], trong giờ làm việc[[ ({{unitHours}})]].',
    },
    en: {
      subject: 'Dossier {{dossier}} is finished, please fetch the result',
      text: 'Your dossier {{dossier}} was finished at {{at}}. Please fetch the result[[ at {{unit}}]][[, {{unitAddress}}]], in office hours[[ ({{unitHours}})]].',
    },
  },
};
