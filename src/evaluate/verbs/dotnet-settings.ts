/** Verbs on the settings of .NET programs: App.config and Web.config, appsettings.json. */
import { posix } from 'node:path';
import { ROOT } from '../code/names.js';
import { readMember } from '../code/read-member.js';
import { cellOf, keyText } from '../memory/fields.js';
import { ABSENT, type Abstract, NULL, referTo, type TextValue, textOf, unknownOf } from '../memory/values.js';
import { dataFileVerbs, trailTo } from './data-files.js';
import { readFile } from './files.js';
import { argument, positional, type Verb, type VerbCall } from './verbs.js';

/** The nearest such file, in the folder of the source or in one above it. */
function nearest(call: VerbCall, name: RegExp): TextValue | null {
  let folder = posix.dirname(call.site.path);
  for (;;) {
    const found = call.m.files.list(folder === '.' ? '' : folder).find((path) => name.test(posix.basename(path)));
    const content = found ? readFile(call, textOf(`${ROOT}${found}`)) : null;
    if (content?.kind === 'text') return content;
    if (folder === '.' || folder === '') return null;
    folder = posix.dirname(folder);
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoded = (written: string): string =>
  written.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** `<add key="Root" value="…"/>` within a section of a file of XML, comments left out. */
function addedIn(content: TextValue, section: string): [string, TextValue][] {
  const plain = content.text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const body = new RegExp(`<${section}\\b[^>]*>([\\s\\S]*?)</${section}>`).exec(plain)?.[1] ?? '';
  return [...body.matchAll(/<add\b([^>]*)>/g)].flatMap(([, attributes = '']): [string, TextValue][] => {
    const given = (name: string) => new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
    const key = given('key') ?? given('name');
    const value = given('value') ?? given('connectionString');
    if (!key || !value) return [];
    const written = value[1] ?? value[2] ?? '';
    return [[decoded(key[1] ?? key[2] ?? ''), textOf(decoded(written), trailTo(written, content))]];
  });
}

/** The names of .NET's settings are the same in any case. */
function entryOf(call: VerbCall, settings: Abstract, key: string): Abstract {
  if (settings.kind !== 'object') return settings;
  const found = [...settings.object.fields.keys()].find((each) => each.toLowerCase() === key.toLowerCase());
  return found === undefined ? NULL : readMember(call.m, settings, found, call.site);
}

/** The file that a builder was told to read, or the one that hosts read by themselves. */
function settingsOf(call: VerbCall): Abstract {
  const given = call.receiver?.kind === 'object' ? cellOf(call.receiver.object, 'json')?.value : undefined;
  const path = given && given !== ABSENT ? given : null;
  const content = path?.kind === 'text' ? readFile(call, path) : nearest(call, /^appsettings\.json$/i);
  if (!content) return unknownOf('no appsettings.json is in the repository');
  const args = { positional: [{ value: content, at: call.site }], named: new Map() };
  return dataFileVerbs['parse-json']!({ ...call, row: { does: 'parse-json' }, args }) ?? NULL;
}

export const dotnetSettingsVerbs: Readonly<Record<string, Verb>> = {
  /** `ConfigurationManager.AppSettings`: the section that the row names, as a record. */
  'app-config': (call) => {
    const content = nearest(call, /^(?:app|web)\.config$/i);
    if (!content) return unknownOf('no App.config is in the repository');
    const record = call.m.thing('record', null);
    const isConnections = call.row.name === 'connectionStrings';
    for (const [key, value] of addedIn(content, call.row.name ?? 'appSettings')) {
      const entry = call.m.thing('record', null);
      entry.fields.set('ConnectionString', { value, at: null });
      record.fields.set(key, { value: isConnections ? referTo(entry) : value, at: null });
    }
    return referTo(record);
  },
  /** `configuration["Tls:CaFile"]`, `configuration.GetSection("Tls")`, below the section that the row names. */
  'app-setting': (call) => {
    const name = argument(call, 0);
    const key = name ? keyText(name) : null;
    if (key === null) return unknownOf('a setting whose name is not known');
    const isSection = call.receiver?.kind === 'object' && call.receiver.object.shape === 'record';
    let at = isSection ? call.receiver! : settingsOf(call);
    for (const part of [...(call.row.name ? [call.row.name] : []), ...key.split(':')]) at = entryOf(call, at, part);
    const isMissing = at.kind === 'constant' && at.value === null;
    return isMissing ? (positional(call, 1) ?? at) : at;
  },
};
