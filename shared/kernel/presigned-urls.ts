/** How many seconds the URL by which a draft is uploaded is valid; its bucket refuses older signatures. */
export const UPLOAD_VALID_SECONDS = 900;

/** How a file is put to an address: by this method, with these headers, until then. */
export interface UploadAddress {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: number;
}

/** A form by which a browser sends a file without script: posted to this address as multipart, these fields before the file's, until then. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: number;
}

/** How many seconds the URL by which a result is downloaded is valid; its bucket refuses older signatures. */
export const DOWNLOAD_VALID_SECONDS = 300;
