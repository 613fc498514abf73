import { Refused, refuse } from '../refusal.ts';
import { isOwnAttachmentOnly } from './attachments.ts';
import type { PdfDocument } from './document.ts';
import { nameValue, type PdfDictionary, type PdfObject, PdfStream } from './objects.ts';

/** Names that make a PDF do something, fetch something or carry something, as keys or as kinds of dictionaries. */
const activeNames = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFiles',
  'EmbeddedFile',
  'EF',
  'AdditionalStreams',
  'FileAttachment',
  'XFA',
  'RichMedia',
  'Rendition',
  'Movie',
  'Sound',
  'Screen',
  'ImportData',
  'SubmitForm',
  'ResetForm',
  'GoToR',
  'GoToE',
  'AA',
]);

/** The keys whose names say what a dictionary is or does; elsewhere a name may be a glyph's or anything. */
const kindKeys = ['S', 'Type', 'Subtype'];
const attachmentNames = ['EmbeddedFiles', 'EmbeddedFile', 'EF'];
/** What looking at one object costs, in units of `Effort`. */
const visitEffort = 1 / 8;

/** What was found: names of active content, harmless remarks, and objects that could not be read. */
export interface ContentScan {
  readonly active: readonly string[];
  readonly remarks: readonly string[];
  readonly unreadable: readonly number[];
}

/**
 * Looks at every trailer and every object of the newest revision, reachable or not. Opening at a page is no action; web links are a
 * remark; our own attached metadata is allowed. Refuses `too_complex`.
 */
export function scanContent(document: PdfDocument): ContentScan {
  const active = new Set<string>();
  const remarks = new Set<string>();
  const unreadable: number[] = [];

  const visitDictionary = (dictionary: PdfDictionary, depth: number): void => {
    for (const [key, value] of dictionary) {
      if (key === 'OpenAction') {
        if (opensAtPage(document, value)) remarks.add('open_at_page');
        else active.add('OpenAction');
      } else if (activeNames.has(key) && acts(document, dictionary, key)) active.add(key);
      const kind = kindKeys.includes(key) ? (nameValue(document.resolve(value)) ?? '') : '';
      if (activeNames.has(kind)) active.add(kind);
      if (key === 'S' && kind === 'URI') remarks.add('uri_link');
      visit(value, depth + 1);
    }
  };
  const visit = (object: PdfObject, depth: number): void => {
    document.effort.spend(visitEffort);
    if (depth > document.limits.maxDepth + 2) refuse('too_complex', 'nesting');
    if (object instanceof PdfStream) visitDictionary(object.dictionary, depth);
    else if (object instanceof Map) visitDictionary(object, depth);
    else if (Array.isArray(object)) for (const item of object as readonly PdfObject[]) visit(item, depth + 1);
  };

  for (const trailer of document.trailers) visitDictionary(trailer, 0);
  for (const objectNumber of document.crossReference.keys()) {
    try {
      visit(document.get(objectNumber), 0);
    } catch (error) {
      if (!(error instanceof Refused) || error.reason === 'too_complex') throw error;
      unreadable.push(objectNumber);
    }
  }
  if (attachmentNames.some((name) => active.has(name)) && isOwnAttachmentOnly(document)) {
    for (const name of attachmentNames) active.delete(name);
    remarks.add('own_attachment');
  }
  return { active: [...active].sort(), remarks: [...remarks].sort(), unreadable };
}

/**
 * Whether a key means what its name says. Glyphs, fonts and pictures may have any name: `AA` holds actions, which are dictionaries that say
 * what they do, and `JS` a script, as a string or in a dictionary that says so.
 */
function acts(document: PdfDocument, dictionary: PdfDictionary, key: string): boolean {
  const value = document.resolve(dictionary.get(key));
  const isAction = (object: PdfObject) =>
    nameValue(document.resolve(document.dictionary(object)?.get('S'))) !== undefined;
  if (key === 'AA') return value instanceof Map && [...(value as PdfDictionary).values()].some(isAction);
  if (key === 'JS') return !(value instanceof PdfStream) || isAction(dictionary);
  return true;
}

/** OpenAction as a destination or a plain GoTo: where the reader begins, nothing that acts. */
function opensAtPage(document: PdfDocument, value: PdfObject): boolean {
  const target = document.resolve(value);
  if (Array.isArray(target)) return true;
  return target instanceof Map && nameValue(document.resolve(target.get('S'))) === 'GoTo' && !target.has('Next');
}
