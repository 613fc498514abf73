import { everywhere, type Template } from './template.ts';

/** An acceptance that was told does not hold. */
export const acceptanceWithdrawn: Template = {
  channels: everywhere,
  parameters: { promisedAt: 'optional', promisedOn: 'optional', note: 'optional' },
  sms: {
    vi: [
      '{{agency}}: Hồ sơ {{dossier}} chưa được tiếp nhận, thông báo trước không còn hiệu lực.[[ Tra cứu tại {{where}}.]]',
    ],
    en: ['{{agency}}: Dossier {{dossier}} is not accepted; the last message no longer holds.[[ See {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} chưa được tiếp nhận, thông báo trước không còn hiệu lực',
      text: 'Chúng tôi đã báo hồ sơ {{dossier}} được tiếp nhận[[, hẹn trả kết quả lúc {{promisedAt}}]]. Thông báo đó không còn hiệu lực: hồ sơ hiện chưa được tiếp nhận.[[\n\nLý do: {{note}}]]',
    },
    en: {
      subject: 'Dossier {{dossier}} is not accepted; the last message no longer holds',
      text: 'We told you that your dossier {{dossier}} was accepted[[ and its result promised by {{promisedAt}}]]. That no longer holds: the dossier is not accepted at present.[[\n\nReason: {{note}}]]',
    },
  },
};
