/** Which piece of code a pin is, and what is left when it goes. */
import type { Pin, Removal } from '../evaluate/pin.js';
import type { Unit, Write } from '../ir/step.js';
import type { Argument, Call, Span, Value } from '../ir/value.js';
import type { Edit } from '../result.js';
import { cutElement, cutStatement, editOf, type Range, rangeOf, type Source, textAt } from './cut.js';
import { cutAssignment, cutLine, cutWords, flagInCluster, flagWithin, wordWithin } from './cut-words.js';
import { isArgument, isCall, isEntry, isSame, isStep, type Node, nodesAround } from './shape.js';
import { filledIn } from './template.js';

export interface Cut {
  readonly edits: readonly Edit[];
  readonly removed: string;
}

export type CutOrReason = Cut | { readonly withheld: string };

const BY_HAND = { withheld: 'the pin is more than one argument or line: its code has to be rewritten by hand' };
const BY_POSITION = {
  withheld: 'the argument is known by its position: rewrite the call so that the default roots apply',
};

/** What says nothing, in each language. */
const NOTHING: Readonly<Record<string, string>> = {
  python: 'None',
  ruby: 'nil',
  go: 'nil',
  javascript: 'undefined',
  typescript: 'undefined',
  php: 'null',
  java: 'null',
  csharp: 'null',
  c: 'NULL',
  cpp: 'nullptr',
};
/** A call may be one argument short. */
const FORGIVING: readonly string[] = ['python', 'ruby', 'javascript', 'typescript', 'php'];
/** Their words are separated by blanks, not by commas. */
const SCRIPTS: readonly string[] = [
  'shell',
  'dockerfile',
  'procfile',
  'npm-scripts',
  'env-file',
  'systemd-unit',
  'compose',
];

export function removalOf({ site, removal }: Pin, source: Source, unit: Unit | null): CutOrReason {
  if (removal.withheld !== undefined) return { withheld: removal.withheld };
  const range = rangeOf(source.text, site.span);
  const around = unit === null ? [] : nodesAround(unit, site.span);
  const exact = around.filter(({ at }) => isSame(at.span, site.span));
  const done = (edit: Edit | null): CutOrReason =>
    edit === null ? BY_HAND : { edits: [edit], removed: textAt(source.text, rangedSpan(edit)) };
  if (isWrapper(removal, site.span, around))
    return { withheld: 'the function sets whatever option its callers name: take this one out there' };
  if (SCRIPTS.includes(unit?.language ?? source.language))
    return done(fromScript(removal, source, range, around, exact));
  if (exact.length === 0)
    return done(removal.names === undefined ? cutLine(source, range) : fromText(removal, source, range));
  const argument = exact.find(({ at }) => isArgument(at) || isEntry(at));
  const owner = argument === undefined ? undefined : around[around.indexOf(argument) - 1];
  const isOperand = owner !== undefined && isOperation(owner);
  const isNamed =
    argument !== undefined && (isEntry(argument.at) || (isArgument(argument.at) && argument.at.name !== undefined));
  if (removal.call !== undefined && unit !== null && (!isNamed || removal.instead !== undefined))
    return fromCall(removal, source, range, unit, done);
  if (isNamed) return done(cutElement(source, range));
  // A command line in a text or a list of the program.
  const setsIt = exact.some(
    ({ at }) => isStep(at) && at.kind === 'write' && removal.names?.includes(keyOf(at)) === true,
  );
  if (removal.names !== undefined && !setsIt) return done(fromCommand(removal, source, range, around));
  if (argument !== undefined && owner !== undefined && isCall(owner.at) && !isOperand) {
    const isLast = owner.at.arguments.at(-1) === argument.at;
    return fromPosition(removal, source, range, isLast, done);
  }
  const step = exact.find(({ at }) => isStep(at));
  if (step !== undefined) return isBare(step, around, source) ? done(cutStatement(source, range)) : BY_HAND;
  const call = exact.find(({ at }) => isCall(at));
  const refusing = call === undefined ? null : refusalAround(around, range, source);
  if (refusing !== null) return done(cutStatement(source, refusing));
  if (call !== undefined) return withoutCall(call.at as Call, { around, unit }, source, removal, done);
  return BY_HAND;
}

const rangedSpan = (edit: Edit) => ({
  line: edit.startLine,
  column: edit.startColumn,
  endLine: edit.endLine,
  endColumn: edit.endColumn,
});

const isOperation = ({ at }: Node): boolean =>
  isCall(at) && at.callee.kind === 'name' && at.callee.name.startsWith('op:');

type Done = (edit: Edit | null) => CutOrReason;

/** An arrow function's body is written without `return`, and can't be empty. */
const isBare = ({ at }: Node, around: readonly Node[], { text }: Source): boolean =>
  !('kind' in at) || at.kind !== 'return' || /^return\b/.test(textAt(text, at.span)) || around.length === 0;

function fromPosition(removal: Removal, source: Source, range: Range, isLast: boolean, done: Done): CutOrReason {
  if (removal.argument !== undefined) return done(editOf(source, range, removal.argument));
  if (isLast && FORGIVING.includes(source.language)) return done(cutElement(source, range));
  const nothing = NOTHING[source.language];
  return nothing === undefined ? BY_POSITION : done(editOf(source, range, nothing));
}

/** The argument belongs to a call that puts it into a holder. */
function fromCall(removal: Removal, source: Source, range: Range, unit: Unit, done: Done): CutOrReason {
  if (removal.argument !== undefined) return done(editOf(source, range, removal.argument));
  const site = removal.call;
  if (site === undefined || site.path !== source.path) return BY_HAND;
  const around = nodesAround(unit, site.span);
  const call = around.find(({ at }) => isCall(at) && isSame(at.span, site.span));
  if (call === undefined) {
    // A macro or a declaration: what is written there is not a call of its own.
    return BY_HAND;
  }
  return withoutCall(call.at as Call, { around, unit }, source, removal, done);
}

function withoutCall(
  call: Call,
  { around, unit }: { readonly around: readonly Node[]; readonly unit: Unit | null },
  source: Source,
  removal: Removal,
  done: Done,
): CutOrReason {
  const { text } = source;
  const range = rangeOf(text, call.span);
  if (removal.instead !== undefined && removal.instead !== '') {
    const instead = filledIn(removal.instead, call, text);
    return instead === null ? BY_HAND : done(editOf(source, range, instead));
  }
  const at = around.findIndex((node) => node.at === call);
  const above = around[at - 1];
  // One of the options that a call takes any number of: `nats.Connect(url, nats.RootCAs(ca))`.
  const holder = around[at - 2];
  const isOption = above !== undefined && isArgument(above.at) && holder !== undefined && !isOperation(holder);
  if (removal.instead === '' && isOption) return done(cutElement(source, range));
  const receiver = call.callee.kind === 'member' ? call.callee.object : null;
  // A link of a chain: `builder.sslSocketFactory(f, m).build()`.
  const isInside = above !== undefined && 'kind' in above.at && above.at.kind === 'member' && above.field !== 'key';
  const isChained = receiver !== null && (receiver.kind === 'call' || isInside);
  if (isChained && receiver !== null)
    return done(editOf(source, { start: rangeOf(text, receiver.span).end, end: range.end }));
  if (above !== undefined && isStep(above.at) && above.at.kind === 'use') {
    const whole = rangeOf(text, above.at.span);
    return done(
      cutStatement(source, { start: Math.min(whole.start, range.start), end: Math.max(whole.end, range.end) }),
    );
  }
  if (removal.result !== undefined) return done(editOf(source, range, removal.result));
  // `client = resty.New().SetRootCertificate(ca)`, `http.tap { |h| … }`: its value is the receiver. One that is made by a
  // library's own function has none: `ssl._create_unverified_context()`.
  if (
    receiver !== null &&
    !isImported(receiver, unit) &&
    above !== undefined &&
    isStep(above.at) &&
    (above.at.kind === 'bind' || above.at.kind === 'return')
  )
    return done(editOf(source, { start: rangeOf(text, receiver.span).end, end: range.end }));
  return BY_HAND;
}

const isImported = (value: Value, unit: Unit | null): boolean =>
  value.kind === 'name' && unit !== null && unit.imports.some(({ local }) => local === value.name);

/** `if (digest not in PINS) abort()`: a comparison whose only use is to refuse goes with the refusal. */
function refusalAround(around: readonly Node[], range: Range, { text }: Source): Range | null {
  const node = around.findLast(({ at }) => isStep(at));
  if (node === undefined || !('kind' in node.at) || node.at.kind !== 'if') return null;
  const { condition, then, else: otherwise, span } = node.at;
  const isWhole = rangeOf(text, condition.span).start >= range.start && rangeOf(text, condition.span).end <= range.end;
  const refuses = then.some((step) => step.kind === 'throw') && otherwise.length === 0;
  return isWhole && refuses && node.field !== 'else' ? rangeOf(text, span) : null;
}

/** Commands, variables and flags. */
function fromScript(
  removal: Removal,
  source: Source,
  range: Range,
  around: readonly Node[],
  exact: readonly Node[],
): Edit | null {
  const argument = exact.find(({ at }) => isArgument(at));
  const owner = argument === undefined ? undefined : around[around.indexOf(argument) - 1];
  if (argument !== undefined && owner !== undefined && isCall(owner.at)) {
    const words = owner.at.arguments;
    const at = words.indexOf(argument.at as Argument);
    const before = words[at - 1];
    const word = source.text.slice(range.start, range.end);
    // `--cacert ca.pem`: the value is the next word.
    const cluster = removal.isSwitch ? flagInCluster(source.text, range, removal.names ?? []) : null;
    if (cluster !== null) return editOf(source, cluster);
    const takesNext = removal.isSwitch !== true && removal.names?.includes(word.replace(/["']/g, '')) === true;
    const last = takesNext ? (words[at + 1] ?? words[at]) : words[at];
    const first =
      removal.after !== undefined && before !== undefined && textAt(source.text, before.span) === removal.after
        ? before
        : words[at];
    if (first === undefined || last === undefined) return null;
    return cutWords(source, {
      start: rangeOf(source.text, first.span).start,
      end: rangeOf(source.text, last.span).end,
    });
  }
  const word = removal.names === undefined ? null : wordWithin(source.text, range, removal.names);
  const whole =
    removal.names?.some((name) => source.text.slice(range.start, range.end).startsWith(`${name}=`)) === true;
  if (word !== null && !whole) return cutWords(source, word);
  return exact.some(({ at }) => isStep(at)) || whole ? cutAssignment(source, range) : cutLine(source, range);
}

/** `os.environ["CURL_CA_BUNDLE"] = …`. */
const keyOf = ({ key }: Write): string =>
  typeof key === 'string' ? key : key !== null && key.kind === 'text' ? key.value : '';

/** `curl_setopt($handle, $option, $value)` in a function that gets all three. */
function isWrapper({ key, call }: Removal, span: Span, around: readonly Node[]): boolean {
  if (key === undefined) return false;
  const wanted = call?.span ?? span;
  const node = around.findLast(({ at }) => isCall(at) && (isSame(at.span, wanted) || call === undefined));
  const option = node !== undefined && isCall(node.at) ? node.at.arguments[key]?.value : undefined;
  return (
    option?.kind === 'name' &&
    around.some(
      ({ at }) => 'kind' in at && at.kind === 'lambda' && at.parameters.some(({ name }) => name === option.name),
    )
  );
}

/** Words of a command that the program starts: elements of a list, or parts of one text. */
function fromCommand(removal: Removal, source: Source, range: Range, around: readonly Node[]): Edit | null {
  const names = removal.names ?? [];
  const takesValue = removal.isSwitch !== true;
  for (const { at } of [...around].reverse()) {
    if (!('kind' in at) || (at.kind !== 'list' && at.kind !== 'call')) continue;
    // `spawn('curl', ['--cacert', ca])`: the program in one argument, its words in another.
    const lists =
      at.kind === 'call' ? at.arguments.flatMap(({ value }) => (value.kind === 'list' ? [value.items] : [])) : [];
    const own = at.kind === 'list' ? at.items : at.arguments;
    const isFlag = ({ value }: Argument) =>
      value.kind === 'text' &&
      (names.includes(value.value) || names.some((name) => value.value.startsWith(`${name}=`)));
    const items = [own, ...lists].find((one) => one.some(isFlag)) ?? own;
    const index = items.findIndex(isFlag);
    const flag = items[index];
    if (flag === undefined || flag.value.kind !== 'text') continue;
    const last = takesValue && names.includes(flag.value.value) ? items[index + 1] : flag;
    if (last === undefined) return null;
    return cutElement(source, {
      start: rangeOf(source.text, flag.span).start,
      end: rangeOf(source.text, last.span).end,
    });
  }
  const within = flagWithin(source.text, range, names, takesValue);
  return within === null ? null : editOf(source, within);
}

const fromText = (removal: Removal, source: Source, range: Range): Edit | null => {
  const word = wordWithin(source.text, range, removal.names ?? []);
  const line = cutLine(source, range);
  if (line !== null && (word === null || (word.start <= range.start && word.end >= range.end))) return line;
  return word === null ? null : cutWords(source, word);
};
