/**
 * Where a certificate more in the store would not be read, the code is what has to change: a reader of the first one takes
 * all of them, and beside a store that holds no two (DER) the successor stands in the code. How a holder is given more of
 * them is said by the model of the call that fills it; whether it can be written there, by the shape of the code.
 */
import type { Filling, Further, Spelling } from '../evaluate/pin.js';
import type { Edit } from '../result.js';
import { isRoot, type Root } from '../verdict/migrations.js';
import type { InlineSource, PathSource } from '../verdict/read-pin.js';
import { listed, placeOf } from '../verdict/words.js';
import type { Addition } from './append-root.js';
import { rangeOf, type Source } from './cut.js';
import { handles } from './exceptions.js';
import { literalOf } from './literal.js';
import type { FixContext } from './propose.js';
import { meansTheSame } from './same-meaning.js';
import { holds } from './shape.js';
import { putBehind, putInPlace, type Statement, statementOf } from './statement.js';
import { holesOf, writtenAt } from './template.js';

type Template = Exclude<Further, string>;

/** Null where the models or the shape of the code leave it to a person. `toStore` adds to the store itself. */
export function addInCode(
  source: PathSource | InlineSource,
  roots: readonly Root[],
  context: FixContext,
  toStore: () => Addition,
): Addition | null {
  const { filling, contents } = source;
  if (filling === undefined || contents === undefined) return null;
  const text = context.textOf(filling.call.path);
  const unit = context.unitOf(filling.call.path);
  if (text === null || unit === null) return null;
  const code: Source = { path: filling.call.path, text, language: unit.language };
  const statement = statementOf(code, unit, filling.call.span);
  if (statement === null) return null;
  const isFirst = contents.holdsFirstOnly || source.reading.reads === 'first';
  const isThere = roots.every((root) => contents.lenient.some((anchor) => isRoot(anchor, root)));
  const widened = isFirst ? widening(source, statement, context) : null;
  if (widened !== null) {
    const stored = isThere ? null : toStore();
    if (stored === null) return { kind: 'edit', safe: false, edits: [widened] };
    if (stored.kind === 'edit') return { kind: 'edit', safe: false, edits: [widened, ...stored.edits] };
  }
  // A bundle that is read as a whole is mended, not passed over.
  if (!isFirst && contents.format === 'pem' && !('content' in source && source.kind === 'file')) return null;
  const template = templatesFor(statement, filling).find(
    ({ write, throws = [] }) => holesOf(write).includes('pem') && handles(statement, throws),
  );
  if (template === undefined) return null;
  const parts = roots.map((root) => writtenAt(statement, template.write, { pem: literalOf(root, statement) }));
  if (parts.some((part) => part === null)) return null;
  const edit = putBehind(statement, parts.filter((part) => part !== null).join('\n'));
  const note = `${listed(roots.map(({ name }) => name))} then stands in the code, since of ${placeOf(source)} it would not be read`;
  return edit === null ? null : { kind: 'edit', safe: false, edits: [edit], note };
}

/** The model's statements, as far as the version of the library has them. */
const templatesFor = ({ code }: Statement, { append }: Filling): readonly Template[] =>
  append
    .map((one) => (typeof one === 'string' ? { write: one } : one))
    .filter((one) => one['where-mentioned']?.some((name) => code.text.includes(name)) ?? true);

/** A statement that takes all that the source holds: in place of the call that takes one, or behind it. */
function widening(source: PathSource | InlineSource, statement: Statement, context: FixContext): Edit | null {
  for (const template of source.filling ? templatesFor(statement, source.filling) : []) {
    const holes = holesOf(template.write);
    for (const spelling of source.spelt ?? []) {
      if (!holes.includes(spelling.form)) continue;
      const edit = widenedBy(template, spelling, statement, context);
      if (edit !== null) return edit;
    }
  }
  return null;
}

function widenedBy(
  { write, throws = [] }: Template,
  { form, site }: Spelling,
  statement: Statement,
  { textOf, unitOf }: FixContext,
): Edit | null {
  const text = textOf(site.path);
  const unit = unitOf(site.path);
  if (text === null || unit === null) return null;
  const { start, end } = rangeOf(text, site.span);
  const isInside = site.path === statement.code.path && holds(statement.call.span, site.span);
  // What a parser has taken its part of is not at its beginning any more.
  if (!isInside && (form === 'stream' || !meansTheSame(unit, site, statement))) return null;
  // In the place of what takes one, the same is thrown as before.
  if (!isInside && !handles(statement, throws)) return null;
  const filled = writtenAt(statement, write, { [form]: text.slice(start, end) });
  if (filled === null) return null;
  return isInside ? putInPlace(statement, filled) : putBehind(statement, filled);
}
