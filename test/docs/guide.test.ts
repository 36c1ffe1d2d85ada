/** Each command that the guide shows is run, and each line below it stands in what it prints, in this order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.js';
import { folderOf } from '../files/folder.js';
import { G1, G2 } from '../verdict/pins.js';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

/** The project that the guide describes. */
const project = () =>
  folderOf({
    'pay.py':
      'import requests\n\nrequests.post("https://api.weixin.qq.com/cgi-bin/token", verify="certs/rootca.pem")\n',
    'renewed.py':
      'import requests\n\nrequests.post("https://api.weixin.qq.com/cgi-bin/token", verify="certs/both.pem")\n',
    'certs/rootca.pem': G1,
    'certs/both.pem': G1 + G2,
  });

interface Shown {
  readonly command: string;
  readonly lines: readonly string[];
}

function commandsIn(text: string): readonly Shown[] {
  return [...text.matchAll(/```console\n\$ rootlint ?(.*)\n([^`]*)```/g)].map(([, command = '', output = '']) => ({
    command,
    lines: output.split('\n').filter((line) => line.trim() !== ''),
  }));
}

/** Words, of which one in quotes is one. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

async function printed(command: string) {
  let text = '';
  const output = {
    columns: 80,
    write: (more: string) => {
      text += more;
    },
  };
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const code = await main(wordsOf(command), { cwd: project(), stdout: output, stderr: output, env });
  return { code, text };
}

/** A line of the page may be broken otherwise on the screen. */
const plain = (text: string): string => text.replace(/\s+/g, '');

for (const name of ['guide.md', 'guide.zh-CN.md']) {
  describe(name, () => {
    const shown = commandsIn(readFileSync(join(DOCS, name), 'utf8'));

    it('shows commands', () => expect(shown.length).toBeGreaterThan(8));

    it.each(shown)('rootlint $command', async ({ command, lines }) => {
      const { code, text } = await printed(command);
      expect([0, 1]).toContain(code);
      let rest = plain(text);
      for (const line of lines) {
        const at = rest.indexOf(plain(line));
        expect(at, `${line}\nis not printed, or not in this order:\n${text}`).toBeGreaterThanOrEqual(0);
        rest = rest.slice(at);
      }
    });
  });
}

it('the two languages show the same commands', () => {
  const [english, chinese] = ['guide.md', 'guide.zh-CN.md'].map((name) =>
    commandsIn(readFileSync(join(DOCS, name), 'utf8')).map(({ command }) => command),
  );
  expect(chinese?.map((command) => command.replace('--lang zh-CN ', '').replace(' --lang zh-CN', ''))).toEqual(english);
});
