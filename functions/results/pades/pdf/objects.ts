/** The object types of PDF (ISO 32000-2 section 7.3). Numbers keep their spelling, so that unchanged stays unchanged. */
export type PdfObject =
  | null
  | boolean
  | PdfName
  | PdfNumber
  | PdfReference
  | PdfString
  | PdfVerbatim
  | PdfArray
  | PdfDictionary
  | PdfStream;

export type PdfArray = readonly PdfObject[];
export type PdfDictionary = Map<string, PdfObject>;

export class PdfName {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export class PdfNumber {
  readonly spelling: string;
  constructor(value: string | number) {
    this.spelling = String(value);
  }
  get value(): number {
    return Number(this.spelling);
  }
}

export class PdfReference {
  readonly objectNumber: number;
  readonly generation: number;
  constructor(objectNumber: number, generation = 0) {
    this.objectNumber = objectNumber;
    this.generation = generation;
  }
}

export class PdfString {
  readonly bytes: Buffer;
  /** Written as <hex>; text of users always is, so that it can never imitate syntax. */
  readonly hex: boolean;
  constructor(bytes: Buffer, hex = false) {
    this.bytes = bytes;
    this.hex = hex;
  }
}

export class PdfStream {
  readonly dictionary: PdfDictionary;
  /** As stored: encoded by the dictionary's filters. */
  readonly data: Buffer;
  constructor(dictionary: PdfDictionary, data: Buffer) {
    this.dictionary = dictionary;
    this.data = data;
  }
}

/** Text written as it stands: room that is filled in after the offsets are known. Never read from a file. */
export class PdfVerbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export const name = (value: string): PdfName => new PdfName(value);

export const number = (value: number): PdfNumber => new PdfNumber(value);

/** An array of numbers: rectangles, boxes. */
export const numbers = (...values: readonly number[]): PdfNumber[] => values.map(number);

/** A dictionary from its entries; undefined ones are left out. */
export const dictionary = (entries: Record<string, PdfObject | undefined>): PdfDictionary =>
  new Map(Object.entries(entries).filter((entry): entry is [string, PdfObject] => entry[1] !== undefined));

/** The text of a name object; undefined for any other. */
export const nameValue = (object: PdfObject | undefined): string | undefined =>
  object instanceof PdfName ? object.value : undefined;

/** The value of a number object; undefined for any other. */
export const numberValue = (object: PdfObject | undefined): number | undefined =>
  object instanceof PdfNumber ? object.value : undefined;

/** The array, or undefined for any other object. */
export const arrayValue = (object: PdfObject | undefined): PdfArray | undefined =>
  Array.isArray(object) ? (object as PdfArray) : undefined;
