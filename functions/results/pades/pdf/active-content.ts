import { Refused, refuse } from '../refusal.ts';
import { isOwnAttachmentOnly } from './attachments.ts';
import type { PdfDocument } from './document.ts';
import { arrayValue, nameValue, type PdfDictionary, type PdfObject, PdfStream, PdfString } from './objects.ts';

/** Names that make a PDF do something, fetch something or carry something, as keys or as kinds of dictionaries. */
const activeNames = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFiles',
  'EmbeddedFile',
  'EF',
  'AdditionalStreams',
  'AF',
  'Collection',
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

/** Kinds of annotations and actions that have a program of their own draw or do something. */
const activeKinds = new Set([...activeNames, '3D', 'GoTo3DView', 'RichMediaExecute']);

/** By these a stream is drawn from another file: its data, a page of it (ISO 32000-2 section 8.10.4), a picture (OPI). */
const outsideKeys = ['F', 'Ref', 'OPI'];

/** What a link may have a reader open; one without a scheme is an address on the web as well. */
const linkSchemes = ['http', 'https', 'mailto', 'tel'];

/** The keys whose names say what a dictionary is or does; elsewhere a name may be a glyph's or anything. */
const kindKeys = ['S', 'Type', 'Subtype'];
const attachmentNames = ['AF', 'EmbeddedFiles', 'EmbeddedFile', 'EF'];
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
  const carrying: PdfDictionary[] = [];

  const visitDictionary = (dictionary: PdfDictionary, depth: number): void => {
    if (dictionary.has('EF')) carrying.push(dictionary);
    for (const [key, value] of dictionary) {
      if (key === 'OpenAction') {
        if (opensAtPage(document, value)) remarks.add('open_at_page');
        else active.add('OpenAction');
      } else if (activeNames.has(key) && acts(document, dictionary, key)) active.add(key);
      const kind = kindKeys.includes(key) ? (nameValue(document.resolve(value)) ?? '') : '';
      if (activeKinds.has(kind)) active.add(kind);
      if (key === 'S' && kind === 'Thread' && dictionary.has('F')) active.add('Thread');
      if (key === 'S' && kind === 'URI') {
        if (isLink(document, dictionary)) remarks.add('uri_link');
        else active.add('URI');
      }
      visit(value, depth + 1);
    }
  };
  const visit = (object: PdfObject, depth: number): void => {
    document.effort.spend(visitEffort);
    if (depth > document.limits.maxDepth + 2) refuse('too_complex', 'nesting');
    if (object instanceof PdfStream) {
      for (const key of outsideKeys) if (object.dictionary.has(key)) active.add(`${key} of a stream`);
      visitDictionary(object.dictionary, depth);
    } else if (object instanceof Map) visitDictionary(object, depth);
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
  if (attachmentNames.some((name) => active.has(name)) && isOwnAttachmentOnly(document, carrying)) {
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
  if (key === 'Collection') return value instanceof Map && [undefined, 'Collection'].includes(kindOf(document, value));
  if (key === 'AF') return isAssociation(document, dictionary, value);
  return true;
}

const kindOf = (document: PdfDocument, dictionary: PdfDictionary): string | undefined =>
  nameValue(document.resolve(dictionary.get('Type')));

/** Whether what stands under /AF are files that belong to the owner: an array of their specifications, one of them, or a bare stream. */
function isAssociation(document: PdfDocument, owner: PdfDictionary, value: PdfObject): boolean {
  if (value instanceof PdfStream) return owner.has('Type') || owner.has('S');
  if (!(value instanceof Map)) return arrayValue(value) !== undefined;
  return kindOf(document, value) === 'Filespec' || ['F', 'UF', 'EF'].some((key) => value.has(key));
}

function isLink(document: PdfDocument, action: PdfDictionary): boolean {
  const address = document.resolve(action.get('URI'));
  const scheme = /^\s*([a-z][a-z\d+.-]*):/i.exec(address instanceof PdfString ? address.bytes.toString('latin1') : '');
  return scheme === null || linkSchemes.includes(scheme[1]!.toLowerCase());
}

/** OpenAction as a destination or a plain GoTo: where the reader begins, nothing that acts. */
function opensAtPage(document: PdfDocument, value: PdfObject): boolean {
  const target = document.resolve(value);
  if (Array.isArray(target)) return true;
  return target instanceof Map && nameValue(document.resolve(target.get('S'))) === 'GoTo' && !target.has('Next');
}
