import { asBuffer } from '../der/decode.ts';
import { maxMetadataBytes, metadataFileName, metadataMediaType } from '../pdf/attachments.ts';
import { PdfDocument } from '../pdf/document.ts';
import { IncrementalUpdate } from '../pdf/incremental-update.ts';
import type { Limits } from '../pdf/limits.ts';
import { dictionary, name, number, type PdfReference, PdfStream } from '../pdf/objects.ts';
import { signedFieldsOf } from '../pdf/signature-fields.ts';
import { dateString, textString } from '../pdf/text-string.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';

/**
 * What a result says of itself, in the names of the personal data store (Circular 01/2023/TT-VPCP): with it the result
 * can be used again without typing. Dates are YYYY-MM-DD.
 */
export interface ResultMetadata {
  /** Kind of holder and of the holder's identifier. */
  readonly LoaiDoiTuong?: string;
  readonly LoaiDinhDanh?: string;
  /** Holder. */
  readonly MaChuGiayTo?: string;
  readonly TenChuGiayTo?: string;
  /** Issuing agency. */
  readonly MaCoQuan: string;
  readonly TenCoQuan: string;
  /** The paper: code of its kind, name, number. */
  readonly MaGiayTo?: string;
  readonly TenGiayTo: string;
  readonly KyHieuGiayTo: string;
  readonly NgayCap: string;
  readonly ThoiHanHieuLuc?: string;
  readonly PhamViHieuLuc?: string;
  readonly NgaySoHoa?: string;
  readonly ThongTinKhac?: Readonly<Record<string, string>>;
}

/**
 * Attaches the metadata as an associated file (ISO 19005-3 section 6.8, ISO 32000-2 section 14.13), before the first
 * signature. In a PDF/A-3 it stays one. Refuses `already_signed`, and files that have an attachment: `active_content`.
 */
export function attachMetadata(
  pdf: Uint8Array,
  metadata: ResultMetadata,
  options: { readonly fileId: Uint8Array; readonly modifiedAt: Date; readonly limits?: Limits },
): Outcome<Uint8Array> {
  return settled(() => {
    const base = asBuffer(pdf);
    const document = new PdfDocument(base, options.limits);
    if (signedFieldsOf(document).length > 0) refuse('already_signed', 'attach before the first signature');
    const { catalog } = document;
    const names = document.dictionary(catalog.get('Names'));
    if (names?.has('EmbeddedFiles') || catalog.has('AF')) refuse('active_content', 'the file has an attachment');

    const update = new IncrementalUpdate(document);
    const specification = addFile(update, metadata, options.modifiedAt);
    const tree = dictionary({ Names: [textString(metadataFileName), specification] });
    const grown = new Map(names ?? []).set('EmbeddedFiles', tree);
    update.replace(document.rootReference, new Map(catalog).set('Names', grown).set('AF', [specification]));
    return Buffer.concat([base, update.finish(options.fileId).tail]);
  });
}

function addFile(update: IncrementalUpdate, metadata: ResultMetadata, modifiedAt: Date): PdfReference {
  const json = Buffer.from(JSON.stringify(metadata, undefined, 1).normalize('NFC'), 'utf8');
  if (json.length > maxMetadataBytes) refuse('too_large', 'metadata');
  const stream = update.add(
    new PdfStream(
      dictionary({
        Type: name('EmbeddedFile'),
        Subtype: name(metadataMediaType),
        Params: dictionary({
          Size: number(json.length),
          ModDate: dateString(modifiedAt),
        }),
      }),
      json,
    ),
  );
  return update.add(
    dictionary({
      Type: name('Filespec'),
      F: textString(metadataFileName),
      UF: textString(metadataFileName),
      Desc: textString('Dữ liệu kết quả giải quyết thủ tục hành chính'),
      AFRelationship: name('Data'),
      EF: dictionary({ F: stream, UF: stream }),
    }),
  );
}
