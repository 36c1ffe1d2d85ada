/** Which files define a member of some name in a class, in languages whose objects have no declared types. Layout alone. */
import { posix } from 'node:path';

/** How a member is written where a class has it: a method, a property, or a field that a constructor sets. */
const DEFINES: Readonly<Record<string, (name: string) => RegExp>> = {
  '.py': (name) =>
    new RegExp(
      `^[ \\t]+(?:async[ \\t]+)?def[ \\t]+${name}\\b|^[ \\t]+(?:self\\.)?${name}[ \\t]*(?::[^=\\n]+)?=(?!=)`,
      'm',
    ),
  '.rb': (name) => new RegExp(`\\bdef[ \\t]+${name}\\b(?!\\s*=)|\\battr_(?:reader|accessor)\\b[^\\n]*:${name}\\b`),
  '.php': (name) =>
    new RegExp(
      `\\bfunction[ \\t]+&?${name}\\s*\\(|\\b(?:public|protected|private|var|readonly)\\b[^\\n;(]*\\$${name}\\b`,
      'i',
    ),
  '.js': (name) =>
    new RegExp(
      `^[ \\t]+(?:(?:public|private|protected|readonly|async|get)[ \\t]+)*${name}[ \\t]*(?:\\([^)\\n]*\\)[^;\\n]*\\{|[!?]?(?::[^=\\n]+)?=(?!=))|\\bthis\\.${name}[ \\t]*=(?!=)`,
      'm',
    ),
};
const SCRIPT = /\.[cm]?[jt]sx?$/;

/** Past so many files nobody is asked: the answer would cost more than it is worth. */
const MOST_LOOKED_AT = 3000;

/** The files of the language of `from` that define it, `from` among them, in order. */
export function definingMember(
  name: string,
  from: string,
  known: ReadonlySet<string>,
  text: (path: string) => string | undefined,
): readonly string[] {
  const kind = (path: string) => (SCRIPT.test(path) ? '.js' : posix.extname(path));
  const pattern = DEFINES[kind(from)]?.(name);
  if (pattern === undefined) return [];
  const files = [...known].filter((path) => kind(path) === kind(from));
  if (files.length > MOST_LOOKED_AT) return [];
  return files.filter((path) => {
    const source = text(path);
    return source?.includes(name) === true && pattern.test(source);
  });
}
