import { everywhere, type Template } from './template.ts';

const ofMoney = {
  channels: everywhere,
  parameters: { amount: 'required', received: 'required', surplus: 'required' },
} as const;

/** More came than was due, and the agency says what becomes of it. */
export const surplus: Template = {
  ...ofMoney,
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}}: đã nhận {{received}}, phí, lệ phí {{amount}}. Cơ quan sẽ ghi nhận hoặc hoàn trả phần còn lại.',
      '{{agency}}: Hồ sơ {{dossier}}: đã nhận {{received}}, phần thừa sẽ được ghi nhận hoặc hoàn trả.',
      '{{agency}}: Hồ sơ {{dossier}}: tiền thừa sẽ được ghi nhận hoặc hoàn trả.',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}}: {{received}} arrived, the fee is {{amount}}. The rest will be accepted or given back.',
      '{{agency}}: Dossier {{dossier}}: what you paid above the fee will be accepted or given back.',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} có tiền thừa',
      text: 'Chúng tôi đã nhận {{received}} cho hồ sơ {{dossier}} có phí, lệ phí {{amount}}. Cơ quan sẽ ghi nhận hoặc hoàn trả phần thừa {{surplus}}, vui lòng không nộp thêm.',
    },
    en: {
      subject: 'Dossier {{dossier}} has more money than was due',
      text: 'We have received {{received}} for dossier {{dossier}}, whose fee is {{amount}}. The agency will accept the rest, {{surplus}}, or give it back; please do not pay again.',
    },
  },
};

/** More came than the fee, which is given back. */
export const surplusOverpaid: Template = {
  ...ofMoney,
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}}: phí, lệ phí {{amount}}, đã nhận {{received}}. Phần thừa {{surplus}} sẽ được hoàn trả.',
      '{{agency}}: Hồ sơ {{dossier}}: phần nộp thừa {{surplus}} sẽ được hoàn trả.',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}}: the fee is {{amount}}, {{received}} arrived. {{surplus}} will be given back.',
      '{{agency}}: Dossier {{dossier}}: {{surplus}} will be given back.',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã nộp thừa, phần thừa sẽ được hoàn trả',
      text: 'Phí, lệ phí của hồ sơ {{dossier}} là {{amount}}, chúng tôi đã nhận {{received}}. Phần thừa {{surplus}} sẽ được hoàn trả, ông/bà không phải làm gì thêm.',
    },
    en: {
      subject: 'Dossier {{dossier}} was paid above its fee, the rest will be given back',
      text: 'The fee of dossier {{dossier}} is {{amount}}; we have received {{received}}. The rest, {{surplus}}, will be given back. There is nothing you need to do.',
    },
  },
};

/** Money came for a fee that was taken back. */
export const surplusCancelled: Template = {
  ...ofMoney,
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}}: phí, lệ phí {{amount}} không còn phải nộp. Số tiền đã nhận {{received}} sẽ được hoàn trả.',
      '{{agency}}: Hồ sơ {{dossier}}: phí không còn phải nộp, tiền đã nhận sẽ hoàn trả.',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}}: the fee of {{amount}} is no longer due. {{received}} will be given back.',
      '{{agency}}: Dossier {{dossier}}: the fee is no longer due, your money will be given back.',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} không còn phải nộp phí, tiền sẽ được hoàn trả',
      text: 'Khoản phí, lệ phí {{amount}} của hồ sơ {{dossier}} không còn phải nộp. Số tiền chúng tôi đã nhận, {{received}}, sẽ được hoàn trả, ông/bà không phải làm gì thêm.',
    },
    en: {
      subject: 'Dossier {{dossier}} has no fee any more, your money will be given back',
      text: 'The fee of {{amount}} for dossier {{dossier}} is no longer due. The money that we have received, {{received}}, will be given back. There is nothing you need to do.',
    },
  },
};

/** Money came after the term of its fee. */
export const surplusExpired: Template = {
  ...ofMoney,
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}}: đã nhận {{received}} sau hạn nộp phí, lệ phí {{amount}}. Cơ quan sẽ ghi nhận hoặc hoàn trả.',
      '{{agency}}: Hồ sơ {{dossier}}: tiền nhận sau hạn nộp, sẽ được ghi nhận hoặc hoàn trả.',
    ],
    en: [
      '{{agency}}: Dossier {{dossier}}: {{received}} arrived after the term of the fee of {{amount}}. It will be accepted or given back.',
      '{{agency}}: Dossier {{dossier}}: money that came late will be accepted or given back.',
    ],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} có tiền nộp sau hạn',
      text: 'Chúng tôi đã nhận {{received}} sau khi hết hạn nộp khoản phí, lệ phí {{amount}} của hồ sơ {{dossier}}. Cơ quan sẽ ghi nhận khoản nộp này hoặc hoàn trả tiền, vui lòng không nộp thêm.',
    },
    en: {
      subject: 'Dossier {{dossier}} was paid after its term',
      text: 'We have received {{received}} after the time to pay the fee of {{amount}} for dossier {{dossier}} was over. The agency will accept it or give it back; please do not pay again.',
    },
  },
};
