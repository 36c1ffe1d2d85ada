/** Stores for people: what is in each, until when it counts, and which migration it survives. */
import picocolors from 'picocolors';
import type { Severity, StoreAnchorResult, StoreResult, StoresResult } from '../result.js';
import type { Colors, Screen } from './terminal.js';
import { printable, widthOf, wrap } from './width.js';
import { countOf, daysBetween, distance } from './words.js';

/** A bundle of the whole web has 140 roots; of a store that nobody named, only those worth a look are listed. */
const LONGEST_LIST = 20;
const SOON_DAYS = 365;

export function storesTerminal(result: StoresResult, screen: Screen): string {
  const colors = picocolors.createColors(screen.color);
  const width = Math.max(40, Math.min(120, screen.width));
  const blocks = result.stores.map((store) => storeLines(store, result, width, colors));
  const diagnostics = result.diagnostics.map(({ path, reason }) => printable(`not read: ${path} ${reason}`));
  const summary = [...diagnostics.flatMap((line) => wrap(line, width)), colors.bold(summaryLine(result))];
  return `${[...blocks, summary].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function storeLines(store: StoreResult, { asOf, findings }: StoresResult, width: number, colors: Colors): string[] {
  const what = [
    store.format === 'unknown' ? '' : store.format.toUpperCase(),
    countOf(store.anchors.length, 'certificate'),
    store.privateKeys > 0 ? countOf(store.privateKeys, 'private key') : '',
  ].filter((word) => word !== '');
  const head = `${colors.bold(printable(store.path))}: ${what.join(', ')}`;
  const told = findings.filter(({ path }) => path === store.path);
  return [
    head,
    ...(store.origin === null ? [] : indented(store.origin, width)),
    ...anchorLines(store, asOf, colors),
    ...migrationLines(store, width),
    ...told.flatMap(({ severity, rule, message }) =>
      indented(`${severity}[${rule}]: ${message}`, width).map((line) => painted(severity, line, colors)),
    ),
    ...store.problems
      .filter(({ message }) => !told.some((one) => one.message.includes(message)))
      .flatMap(({ message }) => indented(`remark: ${message}`, width)),
  ];
}

const painted = (severity: Severity, line: string, colors: Colors): string =>
  severity === 'error' ? colors.red(line) : severity === 'warning' ? colors.yellow(line) : line;

const indented = (text: string, width: number): string[] =>
  wrap(printable(text), width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`);

function anchorLines({ anchors, origin }: StoreResult, asOf: string, colors: Colors): string[] {
  const isLong = origin !== null && anchors.length > LONGEST_LIST;
  const shown = isLong ? anchors.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft < SOON_DAYS) : anchors;
  const widest = Math.min(60, Math.max(0, ...shown.map(({ name }) => widthOf(printable(name)))));
  const lines = shown.map((anchor) => {
    const name = printable(anchor.name);
    const line = `  ${name}${' '.repeat(Math.max(0, widest - widthOf(name)))}  ${datesOf(anchor, asOf)}`;
    return anchor.daysLeft < 0 ? colors.dim(line) : line;
  });
  if (!isLong) return lines;
  const gone = anchors.filter(({ daysLeft }) => daysLeft < 0).length;
  const rest = anchors.length - shown.length - gone;
  return [
    ...lines,
    ...(gone > 0 ? [`  ${countOf(gone, 'root')} expired or no longer trusted by Mozilla`] : []),
    ...(rest > 0 ? [`  ${countOf(rest, 'root')} with more than a year left`] : []),
  ];
}

function datesOf(anchor: StoreAnchorResult, asOf: string): string {
  const { notAfter, kind, id, alias } = anchor;
  const expiry = `${notAfter < asOf ? 'expired' : 'expires'} ${notAfter}`;
  const distrust = anchor.distrustActual ?? anchor.distrust;
  const trust = distrust === null ? '' : `, Mozilla distrust ${distrust}`;
  const left = daysBetween(asOf, distrust !== null && distrust < notAfter ? distrust : notAfter);
  const day = new Date(Date.parse(asOf) + left * 86_400_000).toISOString().slice(0, 10);
  const words = kind !== 'root' ? `, ${kind}` : id === null ? ', private' : '';
  return `${expiry}${trust}, ${distance(asOf, day)}${words}${alias === null ? '' : `, alias ${printable(alias)}`}`;
}

function migrationLines(store: StoreResult, width: number): string[] {
  const idsOf = (verdict: string) => store.migrations.filter((one) => one.verdict === verdict).map(({ id }) => id);
  const told = (['breaks', 'survives', 'unresolved'] as const).flatMap((verdict) => {
    const ids = idsOf(verdict);
    if (ids.length === 0) return [];
    // A service that asks for more than its authority does breaks its own clients, and not the store.
    const word = verdict === 'breaks' && store.verdict !== 'breaks' ? 'would break, for their hosts alone:' : verdict;
    return indented(`${word.padEnd(9)} ${ids.join(', ')}`, width);
  });
  const others = idsOf('unrelated');
  if (others.length === 0) return told;
  return [
    ...told,
    ...indented(`unrelated ${others.length > 3 ? `to ${others.length} others` : others.join(', ')}`, width),
  ];
}

function summaryLine({ stores, findings, asOf }: StoresResult): string {
  const of = (verdict: string) => stores.filter((store) => store.verdict === verdict).length;
  const counts = ['breaks', 'survives', 'unrelated', 'unresolved'].map((verdict) => [verdict, of(verdict)] as const);
  const told = counts.filter(([, count]) => count > 0).map(([verdict, count]) => `${count} ${verdict}`);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return `${countOf(stores.length, 'store')}: ${told.join(', ') || 'nothing'}. As of ${asOf}.${errors > 0 ? ` ${countOf(errors, 'error')}.` : ''}`;
}
