import { visibleText } from '../../../shared/kernel/text.ts';

/** The name under which a result is saved: its number, with what file systems do not take replaced. No personal data. */
export const fileNameOf = (documentNumber: string): string =>
  `${
    [...visibleText(documentNumber)]
      .slice(0, 80)
      .join('')
      .replace(/[\\/:*?"<>|]+/gu, '-')
      .replace(/^[.\s-]+|[.\s-]+$/g, '') || 'ket-qua'
  }.pdf`;

/** The header that makes a browser save a file under a name in any language (RFC 6266, RFC 8187). */
export const attachment = (fileName: string): string => {
  const ascii = fileName
    .normalize('NFD')
    .replace(/[đĐ]/g, (letter) => (letter === 'đ' ? 'd' : 'D'))
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%]/g, '-');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};
