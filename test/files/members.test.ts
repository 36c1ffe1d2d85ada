import { describe, expect, test } from 'vitest';
import { definingMember } from '../../src/files/members.js';
import { heirsIn } from '../../src/files/roles.js';

const project = (files: Readonly<Record<string, string>>) => ({
  known: new Set(Object.keys(files)),
  text: (path: string) => files[path],
});

describe('files in which a class has a member of some name', () => {
  const { known, text } = project({
    'lib/settings.py': 'class Settings:\n    def ca_file(self):\n        return "root.pem"\n',
    'lib/held.py': 'class Held:\n    def __init__(self):\n        self.ca_path = "root.pem"\n',
    'lib/asks.py': 'def get(settings):\n    return settings.ca_file() or settings.ca_path == ""\n',
    'lib/settings.rb': 'class Settings\n  attr_reader :timeout, :ca_file\nend\n',
    'lib/sets.rb': 'class Client\n  def ca_file=(path)\n    @path = path\n  end\nend\n',
    'src/Settings.php':
      '<?php\nclass Settings { private ?string $caPath = null; public function caFile() { return 1; } }\n',
    'src/Client.php': '<?php\nclass Client { public function get($s) { return $s->caFile(); } }\n',
    'src/settings.ts':
      'export class Settings {\n  readonly caPath: string = "root.pem";\n  get caFile(): string {\n    return "";\n  }\n}\n',
    'src/client.js': 'export const get = (settings) => settings.caFile;\n',
  });

  test.each([
    ['lib/asks.py', 'ca_file', ['lib/settings.py']],
    ['lib/asks.py', 'ca_path', ['lib/held.py']],
    ['lib/settings.rb', 'ca_file', ['lib/settings.rb']],
    ['src/Client.php', 'caFile', ['src/Settings.php']],
    ['src/Client.php', 'caPath', ['src/Settings.php']],
    ['src/client.js', 'caFile', ['src/settings.ts']],
    ['src/client.js', 'caPath', ['src/settings.ts']],
    ['src/client.js', 'ca_file', []],
    ['native/client.c', 'caFile', []],
  ])('%s asks for %s', (from, name, expected) => {
    expect(definingMember(name, from, known, text)).toEqual(expected);
  });
});

describe('classes that extend or implement another', () => {
  test.each([
    [
      '.java',
      'public final class PinnedRoots extends Base implements Roots, Closeable {',
      ['Base', 'Closeable', 'Roots'],
    ],
    ['.cs', 'internal sealed class PinnedRoots : Base, IRoots\n{', ['Base', 'IRoots']],
    ['.ts', 'export class PinnedRoots implements Roots {', ['Roots']],
    ['.php', 'final class PinnedRoots implements Roots\n{', ['Roots']],
    ['.py', 'class PinnedRoots(Roots, Base):', ['Base', 'Roots']],
    ['.rb', 'class PinnedRoots < Roots', ['Roots']],
    ['.java', '// class PinnedRoots implements Roots', []],
    ['.java', 'public class PinnedRoots {', []],
  ])('%s: %s', (ending, source, bases) => {
    const path = `src/roots${ending}`;
    const heirs = heirsIn(new Set([path]), ending, () => source);
    expect([...heirs.keys()].sort()).toEqual(bases);
    for (const of of heirs.values()) expect(of).toEqual([{ path, name: 'PinnedRoots' }]);
  });
});
