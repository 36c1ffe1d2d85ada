/** A report with one thing wrong in it: each member in turn is missing, null, empty, of another kind, or another word. */

export interface Mutant {
  /** Where, and what stands there now: `/scan/status: ""`. */
  readonly what: string;
  readonly report: unknown;
}

const MISSING = Symbol('missing');
const OTHERS = [MISSING, null, '', 0, -1, 1.5, 'x', true, [], {}] as const;

export function mutantsOf(report: unknown): Mutant[] {
  return [...placesIn(report, [])].flatMap((place) =>
    OTHERS.map((other) => ({
      what: `/${place.join('/')}: ${other === MISSING ? 'missing' : JSON.stringify(other)}`,
      report: replaced(report, place, other),
    })),
  );
}

type Place = readonly string[];

function* placesIn(value: unknown, at: Place): Generator<Place> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    yield [...at, key];
    yield* placesIn(member, [...at, key]);
  }
}

function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by;
  const members = Object.entries(value as object).flatMap(([name, member]) => {
    const now = name === key ? replaced(member, rest, by) : member;
    return now === MISSING ? [] : [[name, now] as const];
  });
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
}
