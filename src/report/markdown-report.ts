/**
 * Markdown for a comment on a pull request and for the summary of a workflow: a table that fits a screen, and behind it
 * each finding in full, folded. As much as fits in what the reader takes; the gravest come first, the rest is counted.
 */
import { gather, type Told } from './gather.js';
import { codeInTable, escaped } from './markdown.js';
import { markdownFinding } from './markdown-finding.js';
import { messagesIn } from './messages/messages.js';
import type { Reported } from './reported.js';
import { headlineOf } from './sentences.js';
import { summaryText } from './summary.js';

/** A comment on GitHub holds 65,536 characters; GitLab and the summary of a workflow take more. */
const LARGEST_COMMENT = 65_000;

const MOST_NOT_READ = 10;
/** Rows cost little; the findings in full are what a long report gives up first. */
const SHARE_OF_TABLE = 0.5;

export function markdownReport(reported: Reported, room = LARGEST_COMMENT): string {
  const say = messagesIn(reported.language);
  const told = gather(reported.result);
  const { findings, pins, unread, notRead } = summaryText(reported.result, say);
  const hidden = notRead.length - MOST_NOT_READ;
  const summary = [
    ...(findings === undefined ? [] : [`**${escaped(findings)}**`]),
    ...[reported.seen ?? pins, ...unread, ...notRead.slice(0, MOST_NOT_READ)].map(escaped),
    ...(hidden > 0 ? [say.andMore(hidden)] : []),
  ];
  const head = ['## rootlint', ...summary].join('\n\n');
  if (told.length === 0) return `${head}\n`;
  const titles = say.formats.table;
  const columns = [titles.severity, titles.rule, titles.place, titles.finding];
  const header = [`| ${columns.join(' | ')} |`, '|---|---|---|---|'].join('\n');
  const rows = fitting(told.map(row), (room - head.length) * SHARE_OF_TABLE);
  const left = told.length - rows.length;
  const table = [header, ...rows].join('\n') + (left > 0 ? `\n\n${say.andMore(left)}` : '');
  const used = head.length + table.length;
  const blocks = fitting(
    told.slice(0, rows.length).map((one) => folded(one, reported)),
    room - used,
  );
  return `${[head, table, ...blocks].join('\n\n')}\n`;
}

function row({ finding, also }: Told): string {
  const { severity, rule, path, line, message } = finding;
  const place = codeInTable(`${path}:${line}`) + (also.length > 0 ? ` (+${also.length})` : '');
  return `| ${severity} | ${codeInTable(rule)} | ${place} | ${escaped(headlineOf(message))} |`;
}

function folded(told: Told, reported: Reported): string {
  const { path, line, rule } = told.finding;
  const title = `${path}:${line} ${rule}`.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/@/g, '@\u200b');
  return `<details><summary>${title}</summary>\n\n${markdownFinding(told, reported)}\n\n</details>`;
}

/** As many as fit, from the first on. */
function fitting(parts: readonly string[], room: number): readonly string[] {
  let used = 0;
  const end = parts.findIndex((part) => {
    used += part.length + 2;
    return used > room;
  });
  return end < 0 ? parts : parts.slice(0, end);
}
