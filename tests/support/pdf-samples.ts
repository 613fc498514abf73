/** A one-page PDF with classic cross-references, made here so that tests need no file. `text` must be ASCII. */
export const simplePdf = (text = 'Trich luc ho tich', catalogExtra = ''): Buffer => {
  const content = `BT /F1 18 Tf 72 760 Td (${text}) Tj ET`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogExtra}>>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
  ];
  let body = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(body, 'latin1');
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(body, 'latin1');
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
};

/** A PDF that would run a script when opened. */
export const activePdf = (): Buffer => simplePdf('active', '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> ');

/** A valid-looking PDF of more than 26 MB: white space after the header. */
export const hugePdf = (): Buffer => {
  const pdf = simplePdf();
  return Buffer.concat([pdf, Buffer.alloc(26 * 1024 * 1024, 0x20), Buffer.from('\n%%EOF\n')]);
};
