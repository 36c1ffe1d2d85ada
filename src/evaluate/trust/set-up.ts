/**
 * Functions of the project that a library calls to change what a connection trusts, after it has put in what its options
 * say: `CURLOPT_SSL_CTX_FUNCTION`.
 */
import type { Place } from '../../models/place-schema.js';
import { callFunction } from '../code/calls.js';
import type { Machine } from '../machine.js';
import { type Abstract, constantOf, NO_TRAIL, referTo, START, textOf, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { decide, NO_SWITCHES } from './decide.js';
import type { Decided } from './decisions.js';
import { holderRowOf, trustOfHolder } from './holders.js';
import { type Accepted, cellAt, fieldPath, type Scope } from './places.js';

/** A way in which the function leaves the object. */
export interface SetUp extends Accepted {
  readonly check: Decided['check'];
  readonly api: string;
}

/** Null where no function stands there, or where it changes nothing: then the places behind this one decide. */
export function setUp(
  m: Machine,
  place: Place,
  rest: readonly Place[],
  scope: Scope,
  at: Site,
  api: string,
): SetUp[] | null {
  const cell = cellAt(m, place, scope);
  const wanted = place['sets-up'];
  if (!cell || !wanted || typeof cell.value === 'symbol' || cell.value.kind !== 'function') return null;
  const { value } = cell;
  const { parameters } = value.lambda;
  const ways = decide(m, rest, NO_SWITCHES, scope, at, api).map((before) => {
    const thing = m.thing('instance', wanted.type);
    const check = before.check ?? ({ check: 'default', name: 'system' } as const);
    thing.fields.set(START, { value: { kind: 'check', check, trail: NO_TRAIL }, at: null });
    for (const [field, written] of Object.entries(wanted.fields ?? {}))
      thing.fields.set(field, { value: typeof written === 'string' ? textOf(written) : constantOf(written), at: null });
    const given = parameters.map(
      (parameter, i): Abstract =>
        i === wanted.argument
          ? referTo(thing)
          : (givenAt(m, wanted.given?.[i], scope) ?? unknownOf(`${parameter.name} is given by the library`)),
    );
    const untouched = new Map(thing.fields);
    callFunction(m, value, given, cell.at ?? at);
    const changed = [...thing.fields].some(([key, now]) => untouched.get(key) !== now);
    const fills = holderRowOf(m, thing) ? (trustOfHolder(m, thing) ?? []) : [];
    return { before, fills: changed ? fills : [] };
  });
  const found = ways.flatMap(({ before, fills }): SetUp[] =>
    fills.length === 0
      ? before.check === null
        ? []
        : [{ when: before.when, check: before.check, site: 'site' in before ? before.site : null, api }]
      : fills.flatMap((one) =>
          one.check === null
            ? []
            : [
                {
                  ...one,
                  when: before.when || one.when,
                  check: one.check,
                  site: one.site ?? cell.at,
                  api: one.api ?? api,
                },
              ],
        ),
  );
  return ways.every(({ fills }) => fills.length === 0) ? null : found;
}

function givenAt(m: Machine, field: string | undefined, scope: Scope): Abstract | null {
  const cell = field === undefined || !scope.receiver ? null : fieldPath(m, scope.receiver, field);
  return cell && typeof cell.value !== 'symbol' ? cell.value : null;
}
