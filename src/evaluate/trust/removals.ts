/** Remembers, by place, what the models say about doing without what stands there. */
import { listOf } from '../../models/load-models.js';
import type { Place } from '../../models/place-schema.js';
import type { FilledBy, Sets } from '../../models/schema.js';
import type { Removal, Site } from '../pin.js';

const NOTHING_SPECIAL: Removal = {};

export class Removals {
  private readonly known = new Map<string, Removal>();

  at(site: Site): Removal {
    return this.known.get(keyOf(site)) ?? NOTHING_SPECIAL;
  }

  /** A place that decided, asked for by this call. */
  place(site: Site, place: Place, asking: Site, leaves?: string): void {
    const { remove, flag, environment } = place;
    const names = [...listOf(flag), ...listOf(environment)];
    const key = [...listOf(place['only-if'])].map(({ argument }) => argument).find((at) => typeof at === 'number');
    if (remove === undefined && names.length === 0 && key === undefined && leaves === undefined) return;
    // The asking call is itself what sets the trust: `request.ca(pem)`.
    const call = remove?.call === undefined ? {} : { call: asking };
    this.add(site, {
      ...spoken(remove),
      ...call,
      ...(names.length > 0 && { names }),
      ...(flag !== undefined && 'when-true' in place && { isSwitch: true as const }),
      ...(key !== undefined && { key }),
      ...(leaves !== undefined && { leaves }),
    });
  }

  /** `argument` was given to a call that puts it into a holder: the call goes with it. */
  call(argument: Site, call: Site, row: FilledBy | Sets): void {
    const key = 'key' in row && typeof row.key === 'number' ? { key: row.key } : {};
    this.add(argument, { ...spoken(row.remove), ...key, call });
  }

  /** What the innermost says counts: the call that takes the argument knows more than the client that asks later. */
  private add(site: Site, removal: Removal): void {
    const key = keyOf(site);
    this.known.set(key, { ...removal, ...this.known.get(key) });
  }
}

function spoken(remove: Place['remove']): Removal {
  if (remove === undefined) return {};
  return {
    ...(remove.argument !== undefined && { argument: remove.argument }),
    ...(remove.call !== undefined && { instead: remove.call }),
    ...(remove.result !== undefined && { result: remove.result }),
    ...(remove.after !== undefined && { after: remove.after }),
    ...(remove.withheld !== undefined && { withheld: remove.withheld }),
  };
}

const keyOf = ({ path, span }: Site): string => `${path}:${span.line}:${span.column}-${span.endLine}:${span.endColumn}`;
