/**
 * Remembers how the code writes what certificates are read from: the path, the bytes, the call that opens a stream. Who has
 * all of them read, where one was, writes the same again.
 */
import { each } from '../memory/alternatives.js';
import type { Arguments } from '../memory/arguments.js';
import { ABSENT, type Abstract, type Cell, type TextValue } from '../memory/values.js';
import type { Site, SourceForm } from '../pin.js';
import { PEM } from '../trust/accept.js';
import type { VerbCall } from './verbs.js';

/** The arguments, of which one knows its own expression from here on. */
export function spelling(call: VerbCall): Arguments {
  const form = call.row['argument-is'];
  const named = [call.row.argument ?? 0].flat();
  const argument = named.find((one) => typeof one === 'number');
  if (form === undefined || argument === undefined) return call.args;
  const positional = call.args.positional.map((cell, at) => (at === argument ? spelt(cell, form) : cell));
  return { ...call.args, positional };
}

/** What a call gives knows the call. */
export const spellingOf = (result: Abstract, form: SourceForm, site: Site): Abstract =>
  each(result, (one) => (one.kind === 'text' ? noted(one, form, site) : one));

const spelt = (cell: Cell, form: SourceForm): Cell =>
  cell.value === ABSENT || cell.at === null ? cell : { ...cell, value: spellingOf(cell.value, form, cell.at) };

/** A part of a file can't be read again by reading the whole, and a path is no content. */
function noted(value: TextValue, form: SourceForm, site: Site): TextValue {
  const isContent = value.file === undefined ? PEM.test(value.text) : value.file.whole;
  const fits = form === 'path' ? value.file === undefined && !isContent : isContent;
  return fits ? { ...value, spelt: [{ form, site }, ...(value.spelt ?? [])] } : value;
}
