/** Names that imports explain, by the qualified name under which the models know them. */
import type { Import, Unit } from '../../ir/step.js';
import type { Machine } from '../machine.js';
import { type Frame, fileFrame } from '../memory/frame.js';
import { type Abstract, nativeOf, unknownOf } from '../memory/values.js';
import { importedFromProject, isOfItself } from './imports.js';

/** `ssl::context`, `Net::HTTP`, `Guzzle\Client`: only the first segment is a local name. */
const SEGMENT = /^([^.:\\]+)(::|\\)(.+)$/;

/** What the imports of a file make of a name: another file's, a library's, or nothing. */
export type Imported = { readonly entry: Import } | { readonly native: Abstract } | null;

export function imported(m: Machine, name: string, frame: Frame): Abstract | null {
  const { unit } = fileFrame(frame);
  const known = m.imports.get(unit) ?? new Map<string, Imported>();
  m.imports.set(unit, known);
  let found = known.get(name);
  if (found === undefined) {
    found = importOf(m, name, unit);
    known.set(name, found);
  }
  if (found === null || 'native' in found) return found?.native ?? null;
  const { entry } = found;
  return (
    importedFromProject(m, entry, frame, { path: frame.unit.path, span: entry.span }) ??
    (entry.relative ? unknownOf(`${entry.qualified} is another file`) : nativeOf(canonical(m, entry.qualified)))
  );
}

function importOf(m: Machine, name: string, unit: Unit): Imported {
  const { imports, package: own, language } = unit;
  const entry = imports.find(({ local }) => local === name);
  if (entry) return { entry };
  const parts = SEGMENT.exec(name);
  if (parts) {
    for (const { local, qualified } of imports)
      if (local === parts[1])
        return { native: nativeOf(canonical(m, `${spelledOut(qualified, imports)}${parts[2]}${parts[3]}`)) };
  }
  const separator = language === 'php' ? '\\' : language === 'cpp' || language === 'ruby' ? '::' : '.';
  const spaces = [
    ...imports.filter(({ local, relative }) => local === '*' && !relative).map(({ qualified }) => qualified),
    ...(own ? enclosing(own) : []),
  ];
  for (const space of spaces) {
    const candidate = canonical(m, `${space}${separator}${name}`);
    if (m.index.known.has(candidate) && !isOfItself(m, unit, candidate)) return { native: nativeOf(candidate) };
  }
  return null;
}

/** `namespace net = boost::asio; namespace ssl = net::ssl`: a short name may be made of another one. */
function spelledOut(qualified: string, imports: readonly Import[], depth = 0): string {
  const parts = SEGMENT.exec(qualified);
  const entry =
    parts?.[2] === '::' ? imports.find(({ local, relative }) => local === parts[1] && !relative) : undefined;
  return parts && entry && depth < 4
    ? spelledOut(`${entry.qualified}${parts[2]}${parts[3]}`, imports, depth + 1)
    : qualified;
}

/** `Shop.Pay.Api`, `Shop.Pay`, `Shop`: C# looks in the name spaces around too. In other languages the outer ones hold nothing. */
function enclosing(space: string): string[] {
  const outer = /^(.+)[.\\][^.\\]+$/.exec(space)?.[1];
  return [space, ...(outer === undefined ? [] : enclosing(outer))];
}

/** The name by which the models know it: an alias, or the module itself for what `import x from 'x'` gives. */
export function canonical(m: Machine, name: string): string {
  const alias = m.index.aliases.get(name);
  if (alias !== undefined || m.index.known.has(name)) return alias ?? name;
  if (!name.endsWith(DEFAULT)) {
    // A name picked out of a module that has another name: `readFile` of `fs/promises`.
    const dot = name.lastIndexOf('.');
    const owner = m.index.aliases.get(name.slice(0, dot));
    return owner === undefined ? name : owner + name.slice(dot);
  }
  const module = name.slice(0, -DEFAULT.length);
  return m.index.known.has(module) ? module : name;
}

const DEFAULT = '.default';

/** The qualified name of a declared type, as far as the imports tell. */
export function typeName(m: Machine, type: string, frame: Frame): string {
  const dotted = type.split('.');
  const found = imported(m, dotted[0]!, frame);
  if (found?.kind === 'native') return canonical(m, [found.name, ...dotted.slice(1)].join('.'));
  return canonical(m, type);
}
