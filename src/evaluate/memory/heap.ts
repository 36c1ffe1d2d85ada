/**
 * All that changes while code runs lives in cells: variables, fields, list elements, fills of holders. Writes go through
 * here, so that a branch whose condition is unknown can be run, undone, and joined with its alternative.
 */
import { oneOf, sameValue } from './alternatives.js';
import { ABSENT, type Abstract, type Cell, NULL } from './values.js';

type Cells = Map<string, Cell>;

interface Entry {
  readonly cells: Cells;
  readonly key: string;
  readonly before: Cell | undefined;
  readonly born: number;
}

export interface Mark {
  readonly length: number;
  readonly time: number;
}

/** Cells that a branch changed, with what it left there. */
export type Changes = ReadonlyMap<
  Cells,
  ReadonlyMap<string, { readonly cell: Cell | undefined; readonly born: number }>
>;

export class Heap {
  private readonly log: Entry[] = [];
  private marks = 0;
  private clock = 0;
  private readonly times = new WeakMap<Cell, number>();

  /** A time stamp for something new. */
  birth(): number {
    return ++this.clock;
  }

  write(cells: Cells, key: string, cell: Cell, born: number): void {
    if (this.marks > 0) this.log.push({ cells, key, before: cells.get(key), born });
    cells.set(key, cell);
    this.times.set(cell, ++this.clock);
  }

  /** Whether one was written after the other; false where that of either is not known. */
  isLater(one: Cell | null, other: Cell): boolean {
    const [a, b] = [one && this.times.get(one), this.times.get(other)];
    return a !== null && a !== undefined && b !== undefined && a > b;
  }

  begin(): Mark {
    this.marks++;
    return { length: this.log.length, time: this.clock };
  }

  /** Undoes what was written since `mark`, but for what was born since, and says what it was. */
  undo(mark: Mark): Changes {
    const changes = new Map<Cells, Map<string, { cell: Cell | undefined; born: number }>>();
    for (let i = this.log.length - 1; i >= mark.length; i--) {
      const { cells, key, before, born } = this.log[i]!;
      if (born > mark.time) continue;
      let changed = changes.get(cells);
      if (changed === undefined) {
        changed = new Map();
        changes.set(cells, changed);
      }
      if (!changed.has(key)) changed.set(key, { cell: cells.get(key), born });
      if (before === undefined) cells.delete(key);
      else cells.set(key, before);
    }
    this.log.length = mark.length;
    this.marks--;
    return changes;
  }

  redo(changes: Changes): void {
    for (const [cells, changed] of changes) {
      for (const [key, { cell, born }] of changed) if (cell) this.write(cells, key, cell, born);
    }
  }

  /** Both branches may have run: a cell that they leave differently holds one of two values. */
  join(left: Changes, leftWhen: string, right: Changes, rightWhen: string): void {
    for (const cells of new Set([...left.keys(), ...right.keys()])) {
      const a = left.get(cells);
      const b = right.get(cells);
      for (const key of new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])) {
        const now = cells.get(key);
        const onLeft = a?.get(key);
        const onRight = b?.get(key);
        const one = onLeft ? onLeft.cell : now;
        const other = onRight ? onRight.cell : now;
        const born = onLeft?.born ?? onRight?.born ?? 0;
        const value = joined(one, leftWhen, other, rightWhen);
        const isTwice = one?.at && other?.at && one.at !== other.at;
        const apart = value.kind === 'oneOf' && (isTwice || one?.branches || other?.branches);
        const branches = apart
          ? [
              { when: leftWhen, cell: one ?? NOTHING },
              { when: rightWhen, cell: other ?? NOTHING },
            ]
          : [];
        const at = one?.at ?? other?.at ?? null;
        this.write(cells, key, { value, at, ...(apart && { branches }) }, born);
      }
    }
  }
}

/** Where a branch has written nothing. */
const NOTHING: Cell = { value: NULL, at: null };

function joined(one: Cell | undefined, oneWhen: string, other: Cell | undefined, otherWhen: string): Abstract {
  const a = present(one);
  const b = present(other);
  if (sameValue(a, b)) return a;
  return oneOf([
    { when: oneWhen, value: a },
    { when: otherWhen, value: b },
  ]);
}

/** A variable that one branch never set is null there. */
const present = (cell: Cell | undefined): Abstract => (cell === undefined || cell.value === ABSENT ? NULL : cell.value);
