/** The reports that there are. Here and not beside their code, so that a command line is checked without loading them. */
export const FORMATS = [
  'terminal',
  'concise',
  'json',
  'sarif',
  'github',
  'gitlab-sast',
  'gitlab-code-quality',
  'junit',
  'rdjson',
  'markdown',
  'html',
] as const;

export type Format = (typeof FORMATS)[number];

/** What a file of this name holds, where nobody says it. GitLab's names are those of its own documentation. */
const ENDINGS: readonly (readonly [ending: string, format: Format])[] = [
  ['gl-sast-report.json', 'gitlab-sast'],
  ['gl-code-quality-report.json', 'gitlab-code-quality'],
  ['.rdjson', 'rdjson'],
  ['.sarif', 'sarif'],
  ['.sarif.json', 'sarif'],
  ['.json', 'json'],
  ['.xml', 'junit'],
  ['.md', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
];

export function formatOf(output: string): Format {
  return ENDINGS.find(([ending]) => output.endsWith(ending))?.[1] ?? 'terminal';
}
