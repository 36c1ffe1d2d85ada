/** One finding in Markdown: the sentence, the code, the way there, the other sites, what to do. */
import type { Fix, RuleId } from '../result.js';
import { remedyLines } from './finding-text.js';
import { frameOf } from './frame.js';
import type { Told } from './gather.js';
import { code, escaped, fenced } from './markdown.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { patchOf } from './patch.js';
import type { Reported } from './reported.js';
import { wayTo } from './way.js';
import { describeSource } from './words.js';

const MOST_SITES = 8;
const WIDTH = 100;

export function markdownFinding({ finding, pin, also }: Told, reported: Reported): string {
  const say = messagesIn(reported.language);
  const frame = frameOf(reported.textOf(finding.path), finding, WIDTH, reported.withoutSecrets);
  const trail = wayTo(finding, pin);
  const way = [
    ...trail.map(({ path, line, what }) => `- ${code(`${path}:${line}`)} ${code(what)}`),
    ...(pin?.sources ?? []).map((source) => `- ${escaped(describeSource(source, say))}`),
  ];
  const sites = also.slice(0, MOST_SITES).map(({ path, line }) => code(`${path}:${line}`));
  const more = also.length > MOST_SITES ? say.moreSites(also.length - MOST_SITES) : '';
  return [
    escaped(finding.message),
    ...(frame === undefined ? [] : [fenced(`${frame.number} | ${frame.code}`)]),
    ...(way.length === 0 ? [] : [way.join('\n')]),
    ...(also.length === 0 ? [] : [say.sentence(say.sameStore(also.length, sites.join(', ') + more))]),
    ...finding.fixes.map((fix) => remedy(fix, finding.rule, reported, say)),
  ].join('\n\n');
}

function remedy(fix: Fix, rule: RuleId, reported: Reported, say: Messages): string {
  const [title = '', ...notes] = remedyLines(fix, rule, say).map((line) => escaped(line.trim()));
  if (fix.withheld !== null) return title;
  const patch = fix.edits.flatMap((edit) => {
    const lines = patchOf(edit, reported);
    return [
      ...(lines[0]?.kind === 'summary' ? [] : [`# ${edit.path}`]),
      ...lines.map((line) => (line.kind === 'summary' ? `# ${line.text}` : `${SIGNS[line.kind]}${line.text}`)),
    ];
  });
  const block = patch.length === 0 ? [] : [fenced(patch.join('\n'), 'diff')];
  return [`**${title}**`, ...block, ...notes].join('\n\n');
}

const SIGNS = { removed: '- ', added: '+ ' } as const;
