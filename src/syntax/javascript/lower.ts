/**
 * JavaScript and TypeScript, read by the TypeScript compiler's own parser (the one inside ts-morph; no type checker).
 * It knows the language and how modules name one another; what `https.Agent` means is the business of the models.
 */
import { ts } from 'ts-morph';
import { bind, record } from '../../ir/build.js';
import type { Step, Unit } from '../../ir/step.js';
import type { Span } from '../../ir/value.js';
import type { FrontEnd } from '../lower.js';
import { lowerExpression } from './expressions.js';
import { Source } from './source.js';
import { lowerBlock } from './statements.js';

export const lowerJavascript: FrontEnd = (path, text) => lowerFile('javascript', path, text);
export const lowerTypescript: FrontEnd = (path, text) => lowerFile('typescript', path, text);

const ERROR_LIMIT = 10;

function lowerFile(language: string, path: string, text: string): Unit {
  if (/\.json$/i.test(path)) return lowerData(language, path, text);
  const file = parse(path, text, scriptKind(language, path));
  if (file === null) {
    return { path, language, imports: [], body: [], errors: [START] };
  }
  const source = new Source(file);
  const body = [...moduleObject(text), ...lowerBlock(file.statements, source)];
  const exports = file.statements.some(isExported) && { exports: true as const };
  return { path, language, imports: source.imports, body, ...exports, errors: syntaxErrors(source) };
}

/** `export { … }`, `export const …`; a type that is exported is nothing to run. */
const isExported = (statement: ts.Statement): boolean =>
  (ts.isExportDeclaration(statement) && !statement.isTypeOnly) ||
  (!ts.isInterfaceDeclaration(statement) &&
    !ts.isTypeAliasDeclaration(statement) &&
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));

/** `require('./default.json')`: the data is what the module exports. */
function lowerData(language: string, path: string, text: string): Unit {
  const file = ts.parseJsonText(path, text);
  const source = new Source(file);
  const data = file.statements[0]?.expression;
  const body = data === undefined ? [] : [bind('exports', lowerExpression(data, source), source.spanOf(data))];
  return { path, language, imports: [], body, errors: syntaxErrors(source) };
}

const START: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Node makes the object that `exports.pay = …` and `const shop = exports` mean before the file runs. */
const moduleObject = (text: string): Step[] =>
  /\bexports\s*[.[]|=\s*(?:module\.)?exports\b/.test(text) ? [bind('exports', record([], START), START)] : [];

/** The parser recurses: code nested tens of thousands deep gives no tree. */
function parse(path: string, text: string, kind: ts.ScriptKind): ts.SourceFile | null {
  try {
    return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function scriptKind(language: string, path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  if (/\.jsx$/i.test(path)) return ts.ScriptKind.JSX;
  return language === 'typescript' ? ts.ScriptKind.TS : ts.ScriptKind.JS;
}

function syntaxErrors(source: Source): Span[] {
  // The parser keeps its complaints on the tree, in a field that its public types leave out.
  const { parseDiagnostics = [] } = source.file as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics
    .slice(0, ERROR_LIMIT)
    .map(({ start, length }) => source.span(start, Math.min(start + length, source.file.end)));
}
