/** How many seconds the URL by which a draft is uploaded is valid; its bucket refuses older signatures. */
export const UPLOAD_VALID_SECONDS = 900;

/** How many seconds the URL by which a result is downloaded is valid; its bucket refuses older signatures. */
export const DOWNLOAD_VALID_SECONDS = 300;
