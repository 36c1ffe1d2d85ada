/**
 * `config/` reads what users settle for their repository: rootlint.config.yaml or .json. It says what the file means and
 * which of several counts for a file; what comes of it is decided where findings are made.
 *
 * This file is the form. schema/rootlint-config.schema.json, which editors use, is printed from it.
 */
import * as v from 'valibot';

const text = (description: string) =>
  v.pipe(v.string(), v.nonEmpty('it must not be empty'), v.description(description));
const texts = (description: string) => v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.description(description));

const severities = v.pipe(
  v.record(v.string(), v.picklist(['error', 'warning', 'note', 'off'])),
  v.description('By rule: how bad a finding of it is. `off` counts it and does not tell it.'),
);
const environment = v.pipe(
  v.record(v.string(), v.string()),
  v.description(
    'What environment variables hold where the code runs. A path counts from the folder of this file where something stands there.',
  ),
);
const hosts = texts('Hosts that the clients of these files call, where the sources do not tell.');

export const configFile = v.strictObject({
  $schema: v.optional(text('Where this schema is; for editors.')),
  ignore: v.optional(texts('Files that are not scanned, as in a .gitignore beside this file.')),
  severities: v.optional(severities),
  environment: v.optional(environment),
  hosts: v.optional(hosts),
  paths: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          files: texts('Which files this is about, as in a .gitignore beside this file.'),
          severities: v.optional(severities),
          environment: v.optional(environment),
          hosts: v.optional(hosts),
        }),
      ),
      v.description('Settings of some files; where several match, the last that says something counts.'),
    ),
  ),
  models: v.optional(texts('Files that describe APIs of your own, as docs/models.md tells; they count everywhere.')),
  migrations: v.optional(
    texts('Files that describe migrations of your own, as docs/migrations.md tells; they count everywhere.'),
  ),
  require: v.optional(texts('Roots that every exclusive trust store must hold, by id, name or fingerprint.')),
  baseline: v.optional(text('A file with the findings that are known, written by --write-baseline.')),
});

export type ConfigFile = v.InferOutput<typeof configFile>;
