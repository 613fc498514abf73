import { createHash } from 'node:crypto';
import { type PDFDocument, PDFHexString } from '@cantoo/pdf-lib';
import type { Instant } from '../time.ts';

/** What an archived document says of itself. */
export interface Archived {
  readonly title: string;
  readonly author: string;
  /** When what it says was so: the only time in it. */
  readonly at: Instant;
  /** What makes it another document: the same text gives the same name to the file. */
  readonly content: string;
}

/**
 * Makes a document of embedded fonts and plain colours one that is kept for long, PDF/A-2b (ISO 19005-2): its metadata, what its colours
 * mean, and a name of the file that follows from what it says, not from chance. The same content and moment give the same bytes.
 */
export const archive = (document: PDFDocument, { title, author, at, content }: Archived): void => {
  const { context } = document;
  const moment = new Date(at);
  document.setTitle(title);
  document.setAuthor(author);
  document.setCreator('motcua');
  document.setProducer('motcua');
  document.setLanguage('vi');
  document.setCreationDate(moment);
  document.setModificationDate(moment);
  const id = PDFHexString.of(createHash('sha256').update(content).digest('hex').slice(0, 32));
  context.trailerInfo.ID = context.obj([id, id]);
  document.convertToPDFA({ conformance: '2B' });
};
