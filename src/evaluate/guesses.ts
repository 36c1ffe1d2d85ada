/** Which of the ways to a pin count: what a caller was seen to give comes before what a function run for itself guesses. */
import type { MetAlternative } from './drafts.js';
import type { Alternative, TrustSource } from './pin.js';

/** Where the program itself was seen to get there, an object made without a caller is not what it uses. */
function seenInUse(ways: readonly MetAlternative[]): readonly MetAlternative[] {
  const used = ways.filter((way) => !way.byItself);
  return used.length > 0 ? used : ways;
}

/**
 * A function run for itself knows nothing of its parameters; where a caller was seen too, what the caller gives counts and
 * the guess goes. So does the store that stays empty on a path where the code decides not to fill it.
 */
function withoutGuesses(met: readonly MetAlternative[]): readonly Alternative[] {
  const seen = met.filter(({ guess }) => !guess);
  const alternatives: readonly Alternative[] = seen.length > 0 ? seen : met;
  const filled = alternatives.filter((a) => a.sources.some((s) => s.kind !== 'nothing'));
  const known = filled.filter(
    (a) => a.sources.length === 0 || a.sources.some((s) => s.kind !== 'unknown' || s.guessed !== true),
  );
  // A store that stays empty in a function run for itself: nobody ships that, so whoever calls it fills it, or has it filled.
  if (seen.length === 0 && filled.length === 0 && met.some(({ guess }) => guess)) return [notSeenFilled(met[0]!)];
  const left = known.length > 0 ? known : filled.length > 0 ? filled : alternatives;
  const [only] = left;
  // Where there is one way alone, nobody asks when.
  return only && left.length === 1 && only.when.startsWith('called from ') ? [{ ...only, when: '' }] : left;
}

function notSeenFilled({ when, hosts }: Alternative): Alternative {
  const why = 'what is put into the store is decided by callers that are not known';
  return { when, effect: 'unknown', sources: [{ kind: 'unknown', why, guessed: true, trail: [] }], hosts };
}

/** Those that count, for a place that was met in all of these. */
export const thoseThatCount = (met: readonly MetAlternative[]): readonly Alternative[] =>
  withoutGuesses(seenInUse(withoutTests(met)));

/** What tests hand in says nothing of what a program does, where anything else does. */
function withoutTests(met: readonly MetAlternative[]): readonly MetAlternative[] {
  const own = met.filter(({ fromTest }) => !fromTest);
  return own.length > 0 ? own : met;
}

/** Where a test alone hands something in, the sources leave it open. */
export function unlessOfTests(
  sources: readonly TrustSource[],
  isTest: (path: string) => boolean,
): readonly TrustSource[] {
  const isHandedIn = (source: TrustSource) =>
    source.trail.some(({ path }) => isTest(path)) ||
    ('located' in source && source.located.kind === 'file' && isTest(source.located.path));
  return sources.some(isHandedIn)
    ? [{ kind: 'unknown', why: 'only tests are seen to say what is given here', trail: [] }]
    : sources;
}
