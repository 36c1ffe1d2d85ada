/**
 * Tries fixes and keeps those that hold. They are tried together, since each trial judges the whole project again; where
 * together they fall short, each half by itself, until it is known which of them does.
 */
import type { Edit, Finding, Fix } from '../result.js';
import { applyToBytes, Unappliable } from './apply-edits.js';
import type { StoreImport } from './import-command.js';
import { usedNoMore } from './leftovers.js';
import { type Seen, type Shortcoming, shortcomings } from './proof.js';

export interface Planned {
  readonly finding: Finding;
  readonly fix: Fix;
  /** What goes into key stores, where keytool may be run. */
  readonly imports?: readonly StoreImport[];
}

export interface Failed extends Planned {
  readonly why: string;
}

/** The whole content of each changed file. */
export type Changed = ReadonlyMap<string, Uint8Array>;

export interface Workshop {
  /** The project as it is with these changes. */
  readonly look: (changed: Changed) => Promise<Seen>;
  /** The bytes on the disk; none for a file that is not there. */
  readonly bytesOf: (path: string) => Uint8Array;
  /** The bytes of a key store with more in it. @throws Unappliable */
  readonly imported: (store: Uint8Array, more: StoreImport) => Uint8Array;
  /** What is to be done about what was seen. */
  readonly choose: (seen: Seen) => readonly Planned[];
}

export interface Mended {
  readonly done: readonly Planned[];
  readonly failed: readonly Failed[];
  readonly changed: Changed;
  readonly seen: Seen;
}

/** What one fix uncovers the next may mend: a client's own pin gone, its session's decides. */
const ROUNDS = 4;

export async function mend(workshop: Workshop, first: Seen): Promise<Mended> {
  const hopeful = await inRounds(workshop, first, true);
  // What was uncovered and hoped to be mended stayed: then what uncovered it is undone.
  return hopeful.uncovered.length === 0 ? hopeful : inRounds(workshop, first, false);
}

interface Progress extends Mended {
  readonly uncovered: readonly Shortcoming[];
}

async function inRounds(workshop: Workshop, first: Seen, hopes: boolean): Promise<Progress> {
  let now: Progress = { done: [], failed: [], changed: new Map(), seen: first, uncovered: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const failed = new Set(now.failed.map(keyOf));
    const wanted = workshop.choose(now.seen).filter((planned) => !failed.has(keyOf(planned)));
    if (wanted.length === 0) break;
    const trial = new Trial(workshop, now.seen, now.changed, hopes);
    await trial.add(wanted);
    if (trial.kept.length === 0 && trial.failed.length === 0) break;
    now = {
      done: [...now.done, ...trial.kept],
      failed: [...now.failed, ...trial.failed],
      changed: trial.changed,
      seen: trial.seen,
      uncovered: trial.uncovered,
    };
  }
  return now;
}

const keyOf = ({ finding }: Planned): string => `${finding.path}:${finding.line}:${finding.column} ${finding.rule}`;

/** One round: all edits stand in the text that was seen at its beginning. */
class Trial {
  kept: readonly Planned[] = [];
  failed: readonly Failed[] = [];
  uncovered: readonly Shortcoming[] = [];
  changed: Changed;
  seen: Seen;

  constructor(
    private readonly workshop: Workshop,
    private readonly begun: Seen,
    private readonly base: Changed,
    /** A pin that is uncovered may be mended in the next round. */
    private readonly hopes: boolean,
  ) {
    this.changed = base;
    this.seen = begun;
  }

  async add(wanted: readonly Planned[]): Promise<void> {
    const [only] = wanted;
    if (only === undefined) return;
    let changed: Changed;
    try {
      changed = this.applied([...this.kept, ...wanted]);
    } catch (error) {
      if (!(error instanceof Unappliable)) throw error;
      if (wanted.length > 1) await this.halves(wanted);
      // Beside one that was kept it can be proposed anew in the next round.
      else if (this.kept.length === 0) this.failed = [...this.failed, { ...only, why: error.message }];
      return;
    }
    const after = await this.workshop.look(changed);
    const all = [...this.kept, ...wanted];
    const found = shortcomings(
      this.begun,
      after,
      editsOf(all),
      new Set(all.flatMap(({ finding }) => finding.pin ?? [])),
    );
    const hoped = this.hopes ? found.filter((one) => one.now !== undefined && this.isNext(one.now.id, after)) : [];
    const short = found.filter((one) => !hoped.includes(one));
    if (short.length === 0) {
      const tidied = this.tidied(changed, after);
      this.kept = all;
      this.changed = tidied;
      this.seen = tidied === changed ? after : await this.workshop.look(tidied);
      this.uncovered = hoped;
      return;
    }
    const guilty = (planned: Planned) => short.find((one) => one.pin !== null && one.pin === planned.finding.pin);
    const innocent = wanted.filter((planned) => guilty(planned) === undefined);
    if (wanted.length === 1) {
      const why = (guilty(only) ?? short[0])?.why ?? '';
      this.failed = [...this.failed, { ...only, why }];
    } else if (innocent.length < wanted.length) {
      this.failed = [
        ...this.failed,
        ...wanted.flatMap((planned) => {
          const one = guilty(planned);
          return one === undefined ? [] : [{ ...planned, why: one.why }];
        }),
      ];
      await this.add(innocent);
    } else {
      const paths = new Set(short.map(({ path }) => path));
      const isSuspect = ({ fix }: Planned) => fix.edits.some(({ path }) => paths.has(path));
      const suspects = wanted.filter(isSuspect);
      if (suspects.length === 0 || suspects.length === wanted.length) return this.halves(wanted);
      await this.add(wanted.filter((planned) => !isSuspect(planned)));
      await this.add(suspects);
    }
  }

  /** Without what only the fixes together left behind. */
  private tidied(changed: Changed, after: Seen): Changed {
    const tidied = new Map(changed);
    for (const [path, bytes] of changed) {
      const unit = after.unitOf(path);
      if (unit === null) continue;
      const source = (text: string) => ({ path, text, language: unit.language });
      const edits = usedNoMore(source(this.begun.textOf(path)), source(after.textOf(path)), unit);
      if (edits.length > 0) tidied.set(path, applyToBytes(bytes, edits));
    }
    return [...tidied].some(([path, bytes]) => bytes !== changed.get(path)) ? tidied : changed;
  }

  private async halves(wanted: readonly Planned[]): Promise<void> {
    const middle = Math.ceil(wanted.length / 2);
    await this.add(wanted.slice(0, middle));
    await this.add(wanted.slice(middle));
  }

  private isNext = (pin: string, after: Seen): boolean =>
    this.workshop.choose(after).some(({ finding }) => finding.pin === pin);

  private applied(planned: readonly Planned[]): Changed {
    const edits = editsOf(planned);
    const changed = new Map(this.base);
    for (const path of new Set(edits.map((edit) => edit.path))) {
      const bytes = this.base.get(path) ?? this.workshop.bytesOf(path);
      changed.set(
        path,
        applyToBytes(
          bytes,
          edits.filter((edit) => edit.path === path),
        ),
      );
    }
    const imports = planned.flatMap((one) => one.imports ?? []);
    for (const one of new Map(imports.map((each) => [`${each.path} ${each.pem}`, each])).values())
      changed.set(one.path, this.workshop.imported(changed.get(one.path) ?? this.workshop.bytesOf(one.path), one));
    return changed;
  }
}

const editsOf = (planned: readonly Planned[]): readonly Edit[] => planned.flatMap(({ fix }) => fix.edits);
