/** Introduces the remedies to the judges that prove them: look, try, look again, keep what holds. Nothing is written here but on request. */
import { createHash } from 'node:crypto';
import { relative, resolve, sep } from 'node:path';
import { foreignFiles } from './files/attributes.js';
import { importsFor } from './fixes/append-root.js';
import { Unappliable } from './fixes/apply-edits.js';
import { chosen, isMeant, reasonLeft, type Wish } from './fixes/choose.js';
import type { StoreImport } from './fixes/import-command.js';
import { type Failed, mend, type Planned } from './fixes/mend.js';
import type { Seen } from './fixes/proof.js';
import { backupName, type FileChange, obstacleAt, type Unwritten, writeFiles } from './fixes/write-files.js';
import { translated } from './language/phrasebook.js';
import { type Prepared, prepare } from './prepare.js';
import type { Finding, Fix, Severity } from './result.js';
import { look } from './run.js';
import type { Outcome, RunOptions } from './run-options.js';
import { type Examined, examine } from './scan-files.js';
import { importedByKeytool } from './stores/keytool.js';
import { UsageError } from './usage-error.js';

export interface FixRequest {
  readonly remedy: Fix['remedy'];
  readonly rules: readonly string[];
  /** `FILE:LINE`, relative to the working directory or to the root. */
  readonly only: readonly string[];
  readonly severities: readonly Severity[];
  readonly safeOnly: boolean;
  /** Key stores are changed by keytool, on a copy. */
  readonly keytool?: boolean;
}

export interface Left {
  readonly finding: Finding;
  readonly why: string;
}

export interface Fixes {
  /** As it was. */
  readonly before: Outcome;
  /** As it is once the changes are written. */
  readonly after: Outcome;
  readonly done: readonly Planned[];
  readonly failed: readonly Failed[];
  /** What was meant and has no remedy that could be tried. */
  readonly left: readonly Left[];
  readonly changes: readonly FileChange[];
  readonly root: string;
}

export async function planFixes(options: RunOptions, request: FixRequest): Promise<Fixes> {
  const prepared = prepare(options, look(options));
  const { root } = prepared.found.tree;
  const before = await examine(prepared);
  const wish: Wish = { ...request, only: request.only.map((place) => placeIn(place, options.cwd, prepared)) };
  for (const place of wish.only) {
    if (!before.result.findings.some((finding) => isMeant(finding, { ...wish, only: [place] })))
      throw new UsageError(`--only ${place.path}:${place.line}: there is no such finding`);
  }
  const isForeign = foreignFiles(
    before.result.findings.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ path }) => path))),
    prepared.found.tree,
  );
  const obstacle = (path: string) =>
    isForeign(path) ? `${path} belongs to a dependency: fix it there` : obstacleAt(root, path);
  const looks = new WeakMap<Seen, Examined>();
  const seenIn = (examined: Examined): Seen => {
    const { result, textOf, unitOf } = examined;
    const errorsIn = (path: string) => unitOf(path)?.errors.length ?? 0;
    const seen = { pins: result.pins, findings: result.findings, textOf, unitOf, errorsIn };
    looks.set(seen, examined);
    return seen;
  };
  const mended = await mend(
    {
      look: async (changed) => seenIn(await examine(prepared, changed)),
      bytesOf: (path) => before.bytesOf(path) ?? new Uint8Array(),
      imported: withKeytool(),
      choose: (seen) =>
        chosen(seen.findings, wish, obstacle, (finding) => {
          const examined = looks.get(seen);
          const judged = finding.pin === null ? undefined : examined?.judged.get(finding.pin);
          return request.keytool !== true || examined === undefined || judged === undefined
            ? []
            : importsFor(judged, examined.fixing);
        }),
    },
    seenIn(before),
  );
  const after = looks.get(mended.seen) ?? before;
  const say = (text: string): string => translated(text, options.language);
  const stores = new Set(mended.done.flatMap(({ imports = [] }) => imports.map(({ path }) => path)));
  const failed = new Set(mended.failed.map(({ finding }) => finding.message));
  return {
    before,
    after,
    done: mended.done,
    failed: mended.failed.map((one) => ({ ...one, why: say(one.why) })),
    left: after.result.findings
      .filter((finding) => isMeant(finding, wish) && !failed.has(finding.message))
      // Whoever asked for nothing in particular is told of what could be done alone.
      .filter((finding) => !wish.safeOnly || finding.fixes.some((fix) => fix.remedy === wish.remedy))
      .map((finding) => ({ finding, why: say(reasonLeft(finding, wish, obstacle)) })),
    changes: [...mended.changed].map(([path, bytes]) => ({
      path,
      before: before.bytesOf(path) ?? null,
      after: bytes,
      ...(stores.has(path) && { backup: backupName(root, path) }),
    })),
    root,
  };
}

/** A store that was changed once is not changed again, however often it is tried with others. */
function withKeytool(): (store: Uint8Array, more: StoreImport) => Uint8Array {
  const made = new Map<string, Uint8Array>();
  return (store, more) => {
    const key = createHash('sha256').update(store).update(`${more.alias} ${more.pem}`).digest('hex');
    const known = made.get(key);
    if (known !== undefined) return known;
    const result = importedByKeytool(store, more, process.env.STOREPASS);
    if (typeof result === 'string') throw new Unappliable(`${more.path}: ${result}`);
    made.set(key, result);
    return result;
  };
}

export const writeFixes = ({ root, changes }: Fixes): readonly Unwritten[] => writeFiles(root, changes);

function placeIn(given: string, cwd: string, { found }: Prepared): Wish['only'][number] {
  const match = /^(.+?):(\d+)(?::\d+)?$/.exec(given);
  if (match === null) throw new UsageError(`--only ${given}: it must be FILE:LINE, for example src/pay.py:14`);
  const [, file = '', line = ''] = match;
  const fromHere = relative(found.tree.root, resolve(cwd, file)).split(sep).join('/');
  return { path: found.known.has(fromHere) || !found.known.has(file) ? fromHere : file, line: Number(line) };
}
