/** Verbs on things that are read bit by bit: iterators, streams that are asked whether more is there, resources. */
import { ROOT } from '../code/names.js';
import { each } from '../memory/alternatives.js';
import { cellOf } from '../memory/fields.js';
import { elementsOf } from '../memory/lists.js';
import { type Abstract, constantOf, NULL, referTo, unknownOf } from '../memory/values.js';
import { LINES_LIMIT, readFile } from './files.js';
import { derived } from './text.js';
import { positional, subject, type Verb, type VerbCall } from './verbs.js';
import { writingVerbs } from './writing.js';

const OVER = '#over';
const AT = '#at';
const ASKED = '#asked';

/** The elements gone over; a collection of certificates is one element that stands for all of them. */
function elementsGoneOver(call: VerbCall, over: Abstract): readonly Abstract[] | null {
  if (over.kind === 'material' || (over.kind === 'text' && over.file)) return [over];
  return elementsOf(call.m, over)?.map((element) => element.value) ?? null;
}

interface Going {
  readonly over: Abstract;
  readonly elements: readonly Abstract[] | null;
  readonly at: number;
  readonly asked: boolean;
}

function goingOf(call: VerbCall): Going | null {
  if (call.receiver?.kind !== 'object') return null;
  const { object } = call.receiver;
  const over = cellOf(object, OVER)?.value;
  const at = cellOf(object, AT)?.value;
  if (!over || typeof over === 'symbol' || !at || typeof at === 'symbol' || at.kind !== 'constant') return null;
  return { over, elements: elementsGoneOver(call, over), at: Number(at.value), asked: cellOf(object, ASKED) !== null };
}

const first = (value: Abstract): Abstract =>
  each(value, (one) => {
    if (one.kind === 'text') return { ...one, first: true };
    if (one.kind !== 'material' || one.source.kind !== 'file') return one;
    return { ...one, source: { ...one.source, reading: { ...one.source.reading, reads: 'first' } } };
  });

/** Where code that asks how much of a stream is left keeps its mark. */
const drainedKey = (value: Abstract): string | null =>
  value.kind === 'text' && value.file
    ? `drained:${value.file.path}`
    : value.kind === 'material' && value.source.kind === 'file'
      ? `drained:${value.source.given}`
      : null;

/** Whether code reads on until the stream is empty, so that one certificate after another comes out of it. */
export function isDrained(call: VerbCall, value: Abstract): boolean {
  const key = drainedKey(value);
  return key !== null && cellOf(call.m.slots, key) !== null;
}

/** Where the blocks are counted that were read from a file or a text so far. */
const positionKey = (value: Abstract): string | null =>
  value.kind !== 'text'
    ? null
    : value.file
      ? `position:${value.file.path}`
      : value.literal
        ? `position:${value.literal.path}:${value.literal.span.line}`
        : null;

/** A stream that is opened begins at its first block, also when it was read before. */
function atFirstBlock(call: VerbCall, content: Abstract | null): Abstract | null {
  const key = content && positionKey(content);
  if (key) {
    call.m.write(call.m.slots, key, { value: constantOf(0), at: call.site });
    call.m.write(call.m.slots, `${key}:line`, { value: constantOf(0), at: call.site });
  }
  return content;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/** The certificate that the stream stands at, null behind the last one: `PEM_read_bio_X509`. */
function nextCertificate(call: VerbCall, stream: Abstract): Abstract {
  const key = positionKey(stream);
  if (stream.kind !== 'text' || key === null) return first(stream);
  const position = cellOf(call.m.slots, key)?.value;
  const at = position && typeof position !== 'symbol' && position.kind === 'constant' ? Number(position.value) : 0;
  const block = [...stream.text.matchAll(BLOCK)][at];
  if (block === undefined) return at === 0 ? first(stream) : NULL;
  call.m.write(call.m.slots, key, { value: constantOf(at + 1), at: call.site });
  // Asked once, and in no loop: of what stands behind it nothing is read.
  return at === 0 && call.m.turns.length === 0 ? first(derived(stream, block[0])) : derived(stream, block[0]);
}

export const streamVerbs: Readonly<Record<string, Verb>> = {
  'open-stream': (call) => {
    const path = subject(call);
    const mode = positional(call, 1);
    if (mode?.kind === 'text' && /^[wa]/.test(mode.text)) return writingVerbs.open!(call);
    return (
      path &&
      atFirstBlock(
        call,
        each(path, (one) => (one.kind === 'text' ? readFile(call, one) : one)),
      )
    );
  },
  'reopen-stream': (call) => atFirstBlock(call, subject(call)),
  'next-certificate': (call) => {
    const stream = subject(call);
    return stream && each(stream, (one) => nextCertificate(call, one));
  },
  /** The line that the stream stands at, null behind the last one: `fgets`, `std::getline`. */
  'next-line': (call) => {
    const stream = subject(call);
    const key = stream ? positionKey(stream) : null;
    if (stream?.kind !== 'text' || key === null)
      return stream && unknownOf('a line of something unknown', stream.trail);
    const position = cellOf(call.m.slots, `${key}:line`)?.value;
    const at = position && typeof position !== 'symbol' && position.kind === 'constant' ? Number(position.value) : 0;
    const lines = stream.text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    call.m.write(call.m.slots, `${key}:line`, { value: constantOf(at + 1), at: call.site });
    const line = lines[at];
    return line === undefined || lines.length > LINES_LIMIT ? NULL : derived(stream, line.replace(/\r$/, ''));
  },
  /**
   * A symbol under which the linker puts a file into the program: `_binary_ca_pem_start` is the beginning of ca.pem.
   * https://docs.espressif.com/projects/esp-idf/en/stable/esp32/api-guides/build-system.html#embedding-binary-data
   */
  'linked-file': (call) => {
    const symbol = subject(call);
    const name = symbol?.kind === 'text' ? /^_?_?binary_(.+)_(?:start|end|size)$/.exec(symbol.text)?.[1] : undefined;
    if (!name || symbol?.kind !== 'text') return unknownOf('a symbol of the linker');
    const [found] = call.m.files
      .glob(`**/*${name.replace(/[^A-Za-z0-9]+/g, '*')}`.replace(/\*\*+$/, '*'))
      .filter((path) =>
        path.split('/').some(
          (_, i, parts) =>
            parts
              .slice(i)
              .join('_')
              .replace(/[^A-Za-z0-9]/g, '_') === name,
        ),
      );
    return found
      ? readFile(call, { ...symbol, text: `${ROOT}${found}` })
      : unknownOf(`the file behind ${symbol.text} is not in the repository`, symbol.trail);
  },
  iterator: (call) => {
    const over = subject(call);
    if (over === null) return null;
    const thing = call.m.thing('instance', call.row.type ?? 'iterator');
    thing.fields.set(OVER, { value: over, at: null });
    thing.fields.set(AT, { value: constantOf(0), at: null });
    return referTo(thing, over.trail);
  },
  'has-next': (call) => {
    const going = goingOf(call);
    if (!going || call.receiver?.kind !== 'object') return unknownOf('whether more follows');
    call.m.write(call.receiver.object, ASKED, { value: constantOf(true), at: call.site });
    return going.elements ? constantOf(going.at < going.elements.length) : unknownOf('whether more follows');
  },
  /** `collection.iterator().next()` takes the first of many; in a loop that asks for more it is each of them. */
  next: (call) => {
    const going = goingOf(call);
    if (!going || call.receiver?.kind !== 'object') return unknownOf('the next of something unknown');
    call.m.write(call.receiver.object, AT, { value: constantOf(going.at + 1), at: call.site });
    if (going.elements === null) {
      const peer = going.over.kind === 'unknown' && going.over.peer === true;
      return unknownOf('the next of something unknown', going.over.trail, peer ? { peer: true } : {});
    }
    const element = going.elements[going.at];
    if (element === undefined) return NULL;
    return going.asked ? element : first(element);
  },
  /** `in.available()`: code that asks reads on to the end. */
  'asks-for-more': (call) => {
    const key = call.receiver && drainedKey(call.receiver);
    if (key) call.m.write(call.m.slots, key, { value: constantOf(true), at: call.site });
    return unknownOf('how much of a stream is left');
  },
  /** `Shop.certs.rootca.pem`: folders and name of an embedded file, joined by dots. */
  'embedded-resource': (call) => {
    const name =
      call.row.method === undefined ? subject(call) : (call.args.positional[0]?.value as Abstract | undefined);
    if (!name) return null;
    return each(name, (one) => {
      if (one.kind !== 'text') return one;
      const dot = one.text.lastIndexOf('.');
      const parts = one.text.slice(0, dot).split('.');
      const candidates = parts.map((_, i) => parts.slice(i).join('/') + one.text.slice(dot));
      const hit = candidates.find((path) => call.m.files.locate(path, call.site.path).kind === 'file');
      // Under a name that the build gives it: the only file that is called so.
      const called = parts.length > 1 && !hit ? call.m.files.glob(`**/${candidates.at(-1)}`) : [];
      const only = called.length === 1 ? `${ROOT}${called[0]}` : undefined;
      return readFile(call, { ...one, text: hit ?? only ?? one.text });
    });
  },
  /** A class-path resource: below a resources root, or in the folder of the package. */
  resource: (call) => {
    const path =
      call.row.method === undefined ? subject(call) : (call.args.positional[0]?.value as Abstract | undefined);
    if (!path) return null;
    return each(path, (one) => {
      if (one.kind !== 'text') return one;
      const name = one.text.replace(/^classpath\*?:/i, '');
      const folder = call.m.unit.package?.replaceAll('.', '/');
      const candidates = [name, ...(folder && !name.startsWith('/') ? [`${folder}/${name}`] : [])];
      const hit = candidates.find((each) => call.m.files.locate(`classpath:${each}`, call.site.path).kind === 'file');
      return readFile(call, { ...one, text: `classpath:${hit ?? name}` });
    });
  },
};
