import { dateInWords, momentInWords } from '../time.ts';
import type { PrintedForm } from './form.ts';
import { personOf, row } from './rows.ts';

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

/** Form 04 of Circular 03/2025/TT-VPCP: the agency is sorry, and the result is promised for another date. */
export const apologyForm: PrintedForm = {
  number: '04',
  title: {
    vi: 'Phiếu xin lỗi và đề nghị gia hạn thời gian giải quyết',
    en: 'Apology, and another date for the result',
  },
  mark: '/PXL',
  lines: [
    { says: (facts, blank) => `Kính gửi: ${personOf(facts)?.fullName ?? blank}` },
    {
      says: ({ receivedAt, unit, procedureName }, blank) =>
        `${capitalised(receivedAt === undefined ? `ngày ${blank}` : dateInWords(receivedAt))}, ${unit} tiếp nhận hồ sơ đề nghị giải quyết thủ tục hành chính: ${procedureName}`,
    },
    { row: row.person },
    { row: row.identity },
    { row: row.dossierCode },
    {
      says: ({ insteadOf }, blank) =>
        `Thời gian hẹn trả kết quả giải quyết hồ sơ: ${insteadOf === undefined ? blank : momentInWords(insteadOf)}.`,
    },
    {
      says: ({ agencyName }) =>
        `Tuy nhiên, ${agencyName} chưa trả kết quả giải quyết hồ sơ của Ông (Bà)/Tổ chức đúng thời gian hẹn trả ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.`,
    },
    { says: ({ note }, blank) => `Lý do: ${note ?? blank}` },
    {
      says: ({ agencyName, promisedAt }, blank) =>
        `Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông (Bà)/Tổ chức. ${agencyName} xin lỗi Ông (Bà)/Tổ chức và sẽ trả kết quả giải quyết hồ sơ vào ${promisedAt === undefined ? blank : momentInWords(promisedAt)}.`,
    },
    { says: () => 'Mong nhận được sự thông cảm của Ông (Bà)/Tổ chức vì sự chậm trễ này./.' },
  ],
  signers: [{ role: 'THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ' }],
};
