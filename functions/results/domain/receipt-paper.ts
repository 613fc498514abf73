import { exemptionOf } from '../../../shared/kernel/fee-exemptions.ts';
import { formatVnd } from '../../../shared/kernel/money.ts';
import { colours, Panel, type PanelFonts, type TextLine } from '../../../shared/kernel/paper/drawing.ts';
import { drawQrCode } from '../../../shared/kernel/paper/qr-code.ts';
import { hourAndDate, type Instant, sortable, vietNamDate } from '../../../shared/kernel/time.ts';
import { vndInWords } from '../../../shared/kernel/vietnamese-numbers.ts';
import { type Outcome, refusalOf } from '../pades/refusal.ts';

/** What stands on a receipt or a credit note (Decree 254/2026/NĐ-CP, article 23(2)). */
export interface ReceiptPaper {
  readonly kind: 'receipt' | 'credit_note';
  readonly agencyName: string;
  readonly taxCode: string;
  readonly formSign: string;
  readonly receiptSign: string;
  readonly number: number;
  /** The number of the receipt that a credit note is about. */
  readonly creditsNumber: number | undefined;
  /** Undefined where the personal data of the dossier are erased. */
  readonly payer: string | undefined;
  readonly procedureName: string;
  readonly dossierCode: string;
  readonly items: readonly {
    readonly name: string;
    readonly kind: string;
    readonly amountVnd: number;
    /** What it was in full, where an exemption made it less. */
    readonly fullAmountVnd?: number | undefined;
    readonly exemption?: { readonly kind: string; readonly legalBasis: string } | undefined;
  }[];
  readonly amountVnd: number;
  readonly transactions: readonly { readonly providerName: string; readonly transactionId: string }[];
  readonly issuedAt: Instant;
  readonly verificationUrl: string;
}

/** A receipt's number as it is printed: 8 digits. */
export const printedNumber = (number: number): string => sortable(number, 8);

/** A4 in points; a receipt of many items has a longer page. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const MARGIN = 56.7;
const INNER = WIDTH - 2 * MARGIN;

/** 25 mm in points. */
const QR_SIZE = 70.87;
const SUM_WIDTH = 110;
const NAME_WIDTH = INNER - SUM_WIDTH - 8;
const FOOT_HEIGHT = 190;

const kinds: Readonly<Record<string, string>> = { phi: 'Phí', le_phi: 'Lệ phí' };

const titles = {
  receipt: ['BIÊN LAI THU PHÍ, LỆ PHÍ', 'Thu cho hồ sơ thủ tục hành chính'],
  credit_note: ['BIÊN LAI ĐIỀU CHỈNH GIẢM', 'Hoàn trả phí, lệ phí đã thu'],
} as const;

const line = (text: string, size = 12, bold = false): TextLine => ({ text, size, bold });

const dateInWords = (instant: Instant): string => {
  const [year, month, day] = vietNamDate(instant).split('-');
  return `Ngày ${day} tháng ${month} năm ${year}`;
};

/** What stands above the items, in its order; each with how it stands. */
const head = (paper: ReceiptPaper) => {
  const [title, subtitle] = titles[paper.kind];
  return {
    agency: [line(paper.agencyName.toLocaleUpperCase('vi'), 12, true), line(`Mã số thuế: ${paper.taxCode}`, 11)],
    signs: [
      line(`Ký hiệu mẫu: ${paper.formSign}`, 11),
      line(`Ký hiệu biên lai: ${paper.receiptSign}`, 11),
      { ...line(`Số: ${printedNumber(paper.number)}`, 13, true), colour: colours.red },
    ],
    title: [line(title, 17, true), line(subtitle, 12), line(dateInWords(paper.issuedAt), 12)],
    about: [
      ...(paper.payer === undefined ? [] : [line(`Người nộp: ${paper.payer}`)]),
      line(`Thủ tục: ${paper.procedureName}`),
      line(`Mã hồ sơ: ${paper.dossierCode}`),
      ...(paper.creditsNumber === undefined
        ? []
        : [line(`Điều chỉnh giảm biên lai số ${printedNumber(paper.creditsNumber)}`)]),
    ],
  };
};

/** An item with its kind, unless its name begins with that. */
const itemName = (name: string, kind: string): string => {
  const word = kinds[kind] ?? 'Khoản thu';
  return name.toLocaleLowerCase('vi').startsWith(word.toLocaleLowerCase('vi')) ? name : `${word}: ${name}`;
};

/** Why an item is less than in full; a credit note gives back what was taken, whatever that was. */
const exemptionLines = (
  { kind }: ReceiptPaper,
  { amountVnd, fullAmountVnd, exemption }: ReceiptPaper['items'][number],
): readonly TextLine[] => {
  if (!exemption || fullAmountVnd === undefined || kind === 'credit_note') return [];
  const whom = exemptionOf(exemption.kind)?.vi;
  const words = `${amountVnd === 0 ? 'Miễn' : 'Giảm'}${whom === undefined ? '' : ` cho ${whom}`}`;
  return [line(`${words}, mức đầy đủ ${formatVnd(fullAmountVnd)}. Căn cứ: ${exemption.legalBasis}`, 10)];
};

const itemLines = (paper: ReceiptPaper) =>
  paper.items.map((item) => ({
    name: [line(itemName(item.name, item.kind)), ...exemptionLines(paper, item)],
    sum: line(formatVnd(item.amountVnd)),
  }));

const tail = (paper: ReceiptPaper): readonly TextLine[] => [
  line(`Số tiền bằng chữ: ${vndInWords(paper.amountVnd)}.`, 12, true),
  ...paper.transactions.map(({ providerName, transactionId }) =>
    line(`Thanh toán qua ${providerName}, mã giao dịch ${transactionId}`, 11),
  ),
  line(`Lập lúc ${hourAndDate(paper.issuedAt)} (giờ Việt Nam). Đơn vị tiền: đồng Việt Nam.`, 11),
];

const everything = (paper: ReceiptPaper): readonly TextLine[] => {
  const { agency, signs, title, about } = head(paper);
  return [...agency, ...signs, ...title, ...about, ...itemLines(paper).flatMap(({ name }) => name), ...tail(paper)];
};

const rule = (panel: Panel, y: number, thickness = 0.6): void =>
  panel.page.drawLine({ start: { x: MARGIN, y }, end: { x: WIDTH - MARGIN, y }, thickness, color: colours.black });

const at = (top: number, align: 'left' | 'centre' | 'right' = 'left') => ({ left: MARGIN, top, width: INNER, align });

function drawHead(panel: Panel, paper: ReceiptPaper): number {
  const { agency, signs, title, about } = head(paper);
  const top = panel.height - MARGIN;
  const half = INNER / 2 - 8;
  const left = panel.write(agency, { left: MARGIN, top, width: half, align: 'left' });
  const right = panel.write(signs, { left: MARGIN + half + 16, top, width: half, align: 'right' });
  const below = panel.write(title, at(Math.min(left, right) - 22, 'centre'));
  return panel.write(about, at(below - 16));
}

function drawItems(panel: Panel, paper: ReceiptPaper, from: number): number {
  const row = (y: number, name: readonly TextLine[], sum: TextLine): number => {
    const below = panel.write(name, { left: MARGIN, top: y, width: NAME_WIDTH, align: 'left' });
    panel.write([sum], { left: MARGIN + NAME_WIDTH + 8, top: y, width: SUM_WIDTH, align: 'right' });
    return below - 3;
  };
  rule(panel, from);
  let y = row(from - 2, [line('Nội dung', 12, true)], line('Số tiền', 12, true));
  rule(panel, y);
  for (const { name, sum } of itemLines(paper)) y = row(y - 2, name, sum);
  rule(panel, y);
  y = row(y - 2, [line('Cộng', 12, true)], line(formatVnd(paper.amountVnd), 12, true));
  rule(panel, y, 1);
  return y;
}

function drawFoot(panel: Panel, paper: ReceiptPaper, from: number): void {
  const below = panel.write(tail(paper), at(from - 8));
  const top = below - 16;
  drawQrCode(panel, paper.verificationUrl, { left: MARGIN, bottom: top - QR_SIZE, size: QR_SIZE });
  const check = [line('Quét mã hoặc mở địa chỉ sau để kiểm tra biên lai:', 9), line(paper.verificationUrl, 8)];
  panel.write(check, { left: MARGIN, top: top - QR_SIZE - 2, width: INNER / 2 + 30, align: 'left' });
  const seal = { left: MARGIN + INNER / 2 + 40, width: INNER / 2 - 40, align: 'centre' as const };
  const named = panel.write([line('ĐƠN VỊ THU', 12, true), line('(Dấu điện tử)', 11)], { ...seal, top });
  panel.write([line(paper.agencyName, 11, true)], { ...seal, top: named - 56 });
}

const bytesOf = async (panel: Panel, paper: ReceiptPaper): Promise<Uint8Array> => {
  const { document } = panel;
  const issuedAt = new Date(paper.issuedAt);
  document.setTitle(`${titles[paper.kind][0]} số ${printedNumber(paper.number)}`);
  document.setAuthor(paper.agencyName);
  document.setLanguage('vi');
  document.setCreationDate(issuedAt);
  document.setModificationDate(issuedAt);
  return panel.save();
};

/** The height that a page of a receipt needs, measured with its own fonts: A4, or more where its items need more. */
const heightOf = async (fonts: PanelFonts, paper: ReceiptPaper): Promise<number> => {
  const ruler = await Panel.open(fonts, WIDTH, HEIGHT);
  const text = ruler.heightOf(everything(paper), NAME_WIDTH) + paper.items.length * 5;
  return Math.max(HEIGHT, 2 * MARGIN + text + 80 + FOOT_HEIGHT);
};

/** Draws a receipt as a PDF of one page with whole Vietnamese; the same paper gives the same bytes. A box stands for a character that no font has, so that no name holds a receipt up. */
export const drawReceipt = async (fonts: PanelFonts, paper: ReceiptPaper): Promise<Outcome<Uint8Array>> => {
  try {
    const panel = await Panel.open(fonts, WIDTH, await heightOf(fonts, paper));
    drawFoot(panel, paper, drawItems(panel, paper, drawHead(panel, paper) - 10));
    return { ok: true, value: await bytesOf(panel, paper) };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
};
