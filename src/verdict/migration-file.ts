/** The form of a migration file. Unknown keys are mistakes: a misspelt one would otherwise be a migration that never applies. */
import * as v from 'valibot';

export type GivenRoot = string | v.InferOutput<typeof DescribedRoot>;
export type GivenRequirement =
  | readonly GivenRoot[]
  | { readonly all: readonly GivenRoot[] }
  | { readonly any: readonly GivenRoot[] };

const Day = v.pipe(v.string('a date is written as 2031-11-10'), v.isoDate('a date is written as 2031-11-10'));
const Text = v.pipe(v.string('expected a text'), v.minLength(1, 'the text is empty'));
const DescribedRoot = v.strictObject({
  id: v.optional(Text),
  name: Text,
  sha256: v.optional(
    v.pipe(
      Text,
      v.transform((text) => text.replace(/[:\s]/g, '').toLowerCase()),
      v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 fingerprint has 64 hexadecimal digits'),
    ),
  ),
  pem: v.optional(Text),
});
// Which form is meant is decided here, not by trying one after the other: mistakes are then told of the form meant.
const GivenRoot = v.lazy((given) => (typeof given === 'string' ? Text : DescribedRoot));
const Roots = v.array(GivenRoot as v.GenericSchema<GivenRoot>, 'expected a list of roots');
const OneOrMore = v.pipe(Roots, v.minLength(1, 'the list is empty'));

const All = v.strictObject({ all: OneOrMore });
const Any = v.strictObject({ any: OneOrMore });
const Required = v.lazy((given) => {
  if (Array.isArray(given)) return OneOrMore;
  return typeof given === 'object' && given !== null && 'any' in given ? Any : All;
});

export const MigrationFile = v.strictObject({
  id: v.optional(
    v.pipe(Text, v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'an id has lower-case letters, digits, dots and dashes')),
  ),
  kind: v.optional(v.picklist(['migration', 'notice'], 'kind is migration or notice'), 'migration'),
  scope: v.optional(v.picklist(['hosts', 'authority'], 'scope is hosts or authority')),
  title: v.optional(v.strictObject({ en: Text, 'zh-CN': v.optional(Text) })),
  hosts: v.optional(v.array(Text, 'expected a list of host names'), []),
  retiring: v.optional(Roots, []),
  required: v.optional(Required as v.GenericSchema<GivenRequirement>),
  replaces: v.optional(v.array(Text, 'expected a list of migration ids'), []),
  private: v.optional(v.boolean('private is true or false'), false),
  enforced: v.optional(v.nullable(Day), null),
  'keep-old-until': v.optional(v.nullable(Day), null),
  links: v.optional(v.array(Text, 'expected a list of links'), []),
});

export type MigrationFile = v.InferOutput<typeof MigrationFile>;
