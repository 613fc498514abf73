import { everywhere, type Template } from './template.ts';

/** The signed result can be fetched. */
export const resultReady: Template = {
  channels: everywhere,
  parameters: { unit: 'optional', unitAddress: 'optional' },
  page: 'result',
  sms: {
    vi: ['{{agency}}: Hồ sơ {{dossier}} đã có kết quả.[[ Mời xem và nhận tại {{where}}.]]'],
    en: ['{{agency}}: The result of dossier {{dossier}} is ready.[[ See and fetch it at {{where}}.]]'],
  },
  email: {
    vi: {
      subject: 'Hồ sơ {{dossier}} đã có kết quả',
      text: 'Hồ sơ {{dossier}} đã có kết quả. Đây là cách nhận kết quả: mở đường dẫn “Nhận kết quả” dưới đây, yêu cầu mã gồm 6 chữ số gửi đến điện thoại đã đăng ký, rồi tải kết quả. Nếu không nhận trực tuyến được, mời ông/bà liên hệ[[ {{unit}}]][[, {{unitAddress}}]].',
    },
    en: {
      subject: 'The result of dossier {{dossier}} is ready',
      text: 'The result of dossier {{dossier}} is ready. This is how to get it: open the link “Get the result” below, ask for the six-digit code that is sent to the telephone on file, then download the result. If you cannot, please ask[[ {{unit}}]][[, {{unitAddress}}]].',
    },
  },
};
