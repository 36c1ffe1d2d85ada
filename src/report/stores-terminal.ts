/** Stores for people: what is in each, until when it counts, and which migration it survives. */
import picocolors from 'picocolors';
import type { Language } from '../language/language.js';
import type { Severity, StoreAnchorResult, StoreResult, StoresResult, VerdictWord } from '../result.js';
import { type Messages, messagesIn } from './messages/messages.js';
import type { Colors, Screen } from './terminal.js';
import { printable, widthOf, wrap } from './width.js';
import { daysBetween, distance } from './words.js';

/** A bundle of the whole web has 140 roots; of a store that nobody named, only those worth a look are listed. */
const LONGEST_LIST = 20;
const SOON_DAYS = 365;

export function storesTerminal(result: StoresResult, screen: Screen, language?: Language): string {
  const say = messagesIn(language);
  const colors = picocolors.createColors(screen.color);
  const width = Math.max(40, Math.min(120, screen.width));
  const blocks = result.stores.map((store) => storeLines(store, result, width, colors, say));
  const diagnostics = result.diagnostics.map(({ path, reason }) => printable(say.notRead(path, reason)));
  const summary = [...diagnostics.flatMap((line) => wrap(line, width)), colors.bold(storesSeen(result, say))];
  return `${[...blocks, summary].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function storeLines(
  store: StoreResult,
  { asOf, findings }: StoresResult,
  width: number,
  colors: Colors,
  say: Messages,
): string[] {
  const what = [
    store.format === 'unknown' ? '' : store.format.toUpperCase(),
    say.count(store.anchors.length, 'certificate'),
    store.privateKeys > 0 ? say.count(store.privateKeys, 'private-key') : '',
  ].filter((word) => word !== '');
  const head = `${colors.bold(printable(store.path))}: ${say.joined(what)}`;
  const told = findings.filter(({ path }) => path === store.path);
  return [
    head,
    ...(store.origin === null ? [] : indented(store.origin, width)),
    ...anchorLines(store, asOf, colors, say),
    ...migrationLines(store, width, say),
    ...told.flatMap(({ severity, rule, message }) =>
      indented(`${severity}[${rule}]: ${message}`, width).map((line) => painted(severity, line, colors)),
    ),
    ...store.problems
      .filter(({ message }) => !told.some((one) => one.message.includes(message)))
      .flatMap(({ message }) => indented(say.remark(message), width)),
  ];
}

const painted = (severity: Severity, line: string, colors: Colors): string =>
  severity === 'error' ? colors.red(line) : severity === 'warning' ? colors.yellow(line) : line;

const indented = (text: string, width: number): string[] =>
  wrap(printable(text), width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`);

function anchorLines({ anchors, origin }: StoreResult, asOf: string, colors: Colors, say: Messages): string[] {
  const isLong = origin !== null && anchors.length > LONGEST_LIST;
  const shown = isLong ? anchors.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft < SOON_DAYS) : anchors;
  const widest = Math.min(60, Math.max(0, ...shown.map(({ name }) => widthOf(printable(name)))));
  const lines = shown.map((anchor) => {
    const name = printable(anchor.name);
    const line = `  ${name}${' '.repeat(Math.max(0, widest - widthOf(name)))}  ${datesOf(anchor, asOf, say)}`;
    return anchor.daysLeft < 0 ? colors.dim(line) : line;
  });
  if (!isLong) return lines;
  const gone = anchors.filter(({ daysLeft }) => daysLeft < 0).length;
  const rest = anchors.length - shown.length - gone;
  return [
    ...lines,
    ...(gone > 0 ? [`  ${say.goneRoots(gone)}`] : []),
    ...(rest > 0 ? [`  ${say.lastingRoots(rest)}`] : []),
  ];
}

function datesOf(anchor: StoreAnchorResult, asOf: string, say: Messages): string {
  const { notAfter, kind, id, alias } = anchor;
  const distrust = anchor.distrustActual ?? anchor.distrust;
  const left = daysBetween(asOf, distrust !== null && distrust < notAfter ? distrust : notAfter);
  const day = new Date(Date.parse(asOf) + left * 86_400_000).toISOString().slice(0, 10);
  return say.joined([
    notAfter < asOf ? say.expired(notAfter) : say.expires(notAfter),
    ...(distrust === null ? [] : [say.mozillaDistrust(distrust)]),
    distance(asOf, day, say),
    ...(kind === 'root' ? (id === null ? [say.anchorKinds.private] : []) : [say.anchorKinds[kind]]),
    ...(alias === null ? [] : [say.alias(printable(alias))]),
  ]);
}

function migrationLines(store: StoreResult, width: number, say: Messages): string[] {
  const idsOf = (verdict: string) => store.migrations.filter((one) => one.verdict === verdict).map(({ id }) => id);
  const told = (['breaks', 'survives', 'unresolved'] as const).flatMap((verdict) => {
    const ids = idsOf(verdict);
    if (ids.length === 0) return [];
    // A service that asks for more than its authority does breaks its own clients, and not the store.
    const word = verdict === 'breaks' && store.verdict !== 'breaks' ? say.breaksForHosts : say.verdicts[verdict];
    return indented(`${word + ' '.repeat(Math.max(0, 9 - widthOf(word)))} ${ids.join(', ')}`, width);
  });
  const others = idsOf('unrelated');
  if (others.length === 0) return told;
  return [
    ...told,
    ...indented(
      `${say.verdicts.unrelated} ${others.length > 3 ? say.unrelatedTo(others.length) : others.join(', ')}`,
      width,
    ),
  ];
}

export function storesSeen({ stores, findings, asOf }: StoresResult, say: Messages): string {
  const of = (verdict: VerdictWord) => stores.filter((store) => store.verdict === verdict).length;
  const verdicts = (['breaks', 'survives', 'unrelated', 'unresolved'] as const).filter((verdict) => of(verdict) > 0);
  const told = verdicts.map((verdict) => say.storesJudged(of(verdict), verdict));
  return say.stores(stores.length, told, asOf, findings.filter(({ severity }) => severity === 'error').length);
}
