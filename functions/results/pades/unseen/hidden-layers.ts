import type { PdfDocument } from '../pdf/document.ts';
import { arrayValue, nameValue, type PdfDictionary, type PdfObject, PdfReference } from '../pdf/objects.ts';
import { readable } from '../refusal.ts';

const maxDepth = 20;

/** Layers that are off when a file is opened, and rules by which content is not shown then (ISO 32000-2 section 8.11). */
export function hiddenLayers(document: PdfDocument): string[] {
  const properties = readable(() => document.dictionary(document.catalog.get('OCProperties')));
  if (!properties) return [];
  const isOff = statesOf(document, properties);
  const groups = (document.array(properties.get('OCGs')) ?? []).map((group, index) => ({ group, index }));
  const off = groups.filter(({ group }) => isOff(group));
  const rules = [...document.crossReference.keys()].filter((objectNumber) => {
    const object = readable(() => document.get(objectNumber));
    return object instanceof Map && isOfType(document, object, 'OCMD') && !isShown(document, object, isOff);
  });
  return [
    ...off.map(({ index }) => `Lớp nội dung ${index + 1} tắt khi mở tệp`),
    ...rules.map((objectNumber) => `Nội dung không hiện khi mở tệp (quy tắc hiển thị ${objectNumber})`),
  ];
}

const isOfType = (document: PdfDocument, dictionary: PdfDictionary, type: string): boolean =>
  nameValue(document.resolve(dictionary.get('Type'))) === type;

/** Whether a layer is off by the configuration in which files are opened, or by what the layer says of itself. */
function statesOf(document: PdfDocument, properties: PdfDictionary): (group: PdfObject) => boolean {
  const configuration = document.dictionary(properties.get('D'));
  const numbersIn = (key: string) =>
    new Set(
      (document.array(configuration?.get(key)) ?? []).map((one) =>
        one instanceof PdfReference ? one.objectNumber : undefined,
      ),
    );
  const isOffAtFirst = nameValue(document.resolve(configuration?.get('BaseState'))) === 'OFF';
  const [on, off] = [numbersIn('ON'), numbersIn('OFF')];
  return (group) => {
    if (!(group instanceof PdfReference)) return false;
    const usage = document.dictionary(document.dictionary(group)?.get('Usage'));
    const view = document.dictionary(usage?.get('View'));
    if (nameValue(document.resolve(view?.get('ViewState'))) === 'OFF') return true;
    return isOffAtFirst ? !on.has(group.objectNumber) : off.has(group.objectNumber);
  };
}

/** Whether content under a rule (OCMD) is shown: by its expression, else by its policy over its layers. */
function isShown(document: PdfDocument, rule: PdfDictionary, isOff: (group: PdfObject) => boolean): boolean {
  const expression = document.array(rule.get('VE'));
  if (expression) return holds(document, expression, isOff, 0);
  const value = rule.get('OCGs');
  const groups = document.array(value) ?? (document.dictionary(value) && value ? [value] : []);
  const states = groups.filter((group) => document.dictionary(group)).map((group) => !isOff(group));
  if (states.length === 0) return true;
  switch (nameValue(document.resolve(rule.get('P')))) {
    case 'AllOn':
      return states.every((isOn) => isOn);
    case 'AnyOff':
      return states.some((isOn) => !isOn);
    case 'AllOff':
      return states.every((isOn) => !isOn);
    default:
      return states.some((isOn) => isOn);
  }
}

function holds(document: PdfDocument, term: PdfObject, isOff: (group: PdfObject) => boolean, depth: number): boolean {
  document.effort.spend(1);
  const expression = arrayValue(document.resolve(term));
  if (!expression || depth > maxDepth) return !isOff(term);
  const [operator, ...terms] = expression;
  const values = terms.map((one) => holds(document, one, isOff, depth + 1));
  const kind = nameValue(document.resolve(operator));
  if (kind === 'Not') return !values[0];
  return kind === 'Or' ? values.some((one) => one) : values.every((one) => one);
}
