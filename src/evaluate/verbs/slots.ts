/** Verbs that keep what a library has for the whole process, and the objects that it has from the start. */
import { cellOf } from '../memory/fields.js';
import { ABSENT, type Abstract, NULL, referTo, unknownOf } from '../memory/values.js';
import { argument, subject, type Verb } from './verbs.js';

export const slotVerbs: Readonly<Record<string, Verb>> = {
  'set-slot': (call) => {
    const value = argument(call, 0);
    const at = call.args.positional[0]?.at ?? call.site;
    if (value && call.row.slot) call.m.write(call.m.slots, call.row.slot, { value, at });
    return call.receiver ?? NULL;
  },
  /** What was set in the object is gone: `curl_easy_reset`. */
  forget: (call) => {
    const object = subject(call);
    if (object?.kind === 'object')
      for (const key of object.object.fields.keys()) call.m.write(object.object, key, { value: ABSENT, at: call.site });
    return NULL;
  },
  /** A field that holds an object of its own from the start: made at the first look at it. */
  own: (call) => {
    const object = subject(call);
    if (object?.kind !== 'object' || !call.row.type) return null;
    const field = call.name.slice(call.name.lastIndexOf('.') + 1);
    const known = cellOf(object.object, field);
    if (known) return known.value as Abstract;
    const made = referTo(call.m.thing('instance', call.row.type));
    call.m.write(object.object, field, { value: made, at: null });
    return made;
  },
  'get-slot': (call) => {
    const cell = call.row.slot ? cellOf(call.m.slots, call.row.slot) : null;
    if (cell && cell.value !== ABSENT) return cell.value;
    if (!call.row.slot || !call.row.type) return unknownOf(`what ${call.name} is set to`);
    // First read: the object that the library made for the whole process.
    const made = referTo(call.m.thing('instance', call.row.type));
    call.m.write(call.m.slots, call.row.slot, { value: made, at: null });
    return made;
  },
};
