/**
 * Files that hold shell commands and variables between other things: Dockerfile, Procfile, package.json, .env, Compose
 * files, systemd units. All that is no command is blanked out, so that what remains stands where it stood, and is read
 * as a script whose variables are all exported.
 */
import type { FrontEnd } from '../lower.js';
import { loadGrammar } from '../tree-sitter.js';
import { Source } from './source.js';
import { lowerBlock } from './statements.js';

const parse = await loadGrammar('bash');

/** Gives back a text of the same length in which every line stands where it stood. */
type Blank = (text: string) => string;

const embedded =
  (blank: Blank): FrontEnd =>
  (path, text) =>
    parse(blank(text), (root) => {
      const source = new Source(text);
      source.exportsAll = true;
      const body = lowerBlock(root, source);
      // What the shell's grammar makes of the rest of such a file is no error of the file.
      return { path, language: 'shell', imports: source.imports, body, errors: [] };
    });

const blanks = (length: number): string => ' '.repeat(length);
const blanked = (text: string): string => text.replace(/[^\n]/g, ' ');

const INSTRUCTION = /^(\s*)([A-Za-z]+)(\s+)([\s\S]*)$/;

/** `ENV K=V`, `RUN`, `CMD` and `ENTRYPOINT`, also as lists of words; a `\` at the end of a line goes on in the next. */
export const lowerDockerfile = embedded((text) =>
  text.replace(/^(?:.*\\\r?\n)*.*$/gm, (line) => {
    const [, indent = '', word = '', gap = '', rest = ''] = INSTRUCTION.exec(line) ?? [];
    const before = blanks(indent.length + word.length + gap.length);
    switch (word.toUpperCase()) {
      case 'ENV':
        return before + rest.replace(/^(\w+)([ \t])/, '$1=');
      case 'RUN':
      case 'CMD':
      case 'ENTRYPOINT':
        return before + (rest.startsWith('[') ? rest.replace(/[[\],]/g, ' ') : rest.replace(/^--\S+/, blanked));
      default:
        return blanked(line);
    }
  }),
);

/** `web: gunicorn shop.wsgi`. */
export const lowerProcfile = embedded((text) => text.replace(/^[\w-]+:/gm, blanked));

/** The scripts of a package.json. */
export const lowerNpmScripts = embedded((text) => {
  const block = /"scripts"\s*:\s*\{/.exec(text);
  if (block === null) return blanked(text);
  const start = block.index + block[0].length;
  const end = text.indexOf('}', start);
  const scripts = text
    .slice(start, end)
    .replace(/("(?:[^"\\]|\\.)*"\s*:\s*")((?:[^"\\]|\\.)*)"|[^\n]/g, (whole, before?: string, script?: string) =>
      before === undefined || script === undefined
        ? blanked(whole)
        : `${blanked(before)}${script.replace(/\\(.)/g, ' $1')};`,
    );
  return blanked(text.slice(0, start)) + scripts + blanked(text.slice(end));
});

/** `KEY=value` in each line; what can't be one is left out. */
export const lowerEnvFile = embedded((text) =>
  text.replace(/^.*$/gm, (line) =>
    /^\s*(export\s+)?[A-Za-z_]\w*=("[^"]*"|'[^']*'|\S*)\s*(#.*)?$/.test(line) ? line : blanked(line),
  ),
);

/** `Environment=` and `ExecStart=` of a systemd unit. */
export const lowerSystemdUnit = embedded((text) =>
  text.replace(/^.*$/gm, (line) => {
    const [, key = '', rest = ''] = /^((?:Environment|ExecStart(?:Pre)?)=[-@+!:]*)(.*)$/.exec(line) ?? [];
    if (key === '') return blanked(line);
    return blanks(key.length) + (key.startsWith('Environment') ? rest.replace(/"/g, ' ') : rest);
  }),
);

/** The `environment:` and `command:` of the services of a Compose file. */
export const lowerCompose = embedded((text) => {
  let depth = -1;
  return text.replace(/^.*$/gm, (line) => {
    const indent = line.search(/\S/);
    const [, key = '', rest = ''] = /^(\s*(?:command|entrypoint):\s*)(.*)$/.exec(line) ?? [];
    if (/^\s*environment:\s*$/.test(line)) depth = indent;
    else if (depth >= 0 && indent >= 0 && indent <= depth) depth = -1;
    else if (depth >= 0) {
      const [, dash = '', quote = '', pair = ''] = /^(\s*-\s+)(["']?)([A-Za-z_]\w*=.*)$/.exec(line) ?? [];
      if (pair !== '') return blanks(dash.length + quote.length) + (quote === '' ? pair : pair.slice(0, -1));
      const [, space = '', name = '', gap = '', value = ''] = /^(\s+)([A-Za-z_]\w*):(\s+)(\S.*)$/.exec(line) ?? [];
      if (name !== '') return `${space}${blanks(gap.length)}${name}=${value}`;
    }
    return key === '' ? blanked(line) : blanks(key.length) + rest.replace(/[[\],]/g, ' ');
  });
});
