/** What the reports for other programs say beside findings and rules, in each language. */

export interface FormatMessages {
  /** A sentence behind a message, with a blank before it where the language has blanks. */
  remedies(remedies: readonly string[]): string;
  /** Of a trust store, where the way of a value begins. */
  certificatesOf(api: string): string;
  leftOut(findings: number): string;
  readonly fixesLeftOut: string;
  unreadLeftOut(files: number): string;
  readonly table: Readonly<Record<'severity' | 'rule' | 'place' | 'finding', string>>;
  readonly gitlab: Readonly<
    Record<'way' | 'place' | 'step' | 'holds' | 'lacks' | 'root' | 'expires' | 'distrust', string>
  >;
  readonly html: Readonly<Record<'findings' | 'pins' | 'notRead' | 'place' | 'verdict' | 'effect' | 'trusts', string>>;
  /** What a remedy leaves behind. */
  note(text: string): string;
  /** Behind a message that stands at the store: where the code is. */
  usedIn(link: string): string;
}

export const formatsEn: FormatMessages = {
  remedies: (remedies) => ` To fix it, ${remedies.join('; or ')}.`,
  certificatesOf: (api) => `the certificates that ${api} trusts`,
  leftOut: (findings) =>
    `${findings} lesser ${findings === 1 ? 'finding was' : 'findings were'} left out: code scanning shows no more.`,
  fixesLeftOut: 'The edits of the fixes were left out: with them the report would be too large.',
  unreadLeftOut: (files) => `${files} more ${files === 1 ? 'file was' : 'files were'} not read.`,
  table: { severity: 'Severity', rule: 'Rule', place: 'Place', finding: 'Finding' },
  gitlab: {
    way: 'How the value came here',
    place: 'Place',
    step: 'Step',
    holds: 'The store holds',
    lacks: 'It lacks',
    root: 'Root',
    expires: 'Expires',
    distrust: 'Mozilla distrust',
  },
  html: {
    findings: 'Findings',
    pins: 'All pins',
    notRead: 'Not read',
    place: 'Place',
    verdict: 'Verdict',
    effect: 'Effect',
    trusts: 'Trusts',
  },
  note: (text) => `note: ${text}`,
  usedIn: (link) => ` Used in ${link}.`,
};

export const formatsZhCN: FormatMessages = {
  remedies: (remedies) => `修复方法：${remedies.join('；或')}。`,
  certificatesOf: (api) => `${api} 信任的证书`,
  leftOut: (findings) => `另有 ${findings} 个较轻的结果未列出：代码扫描不会显示更多。`,
  fixesLeftOut: '修复的具体改动未列出：加上它们报告会过大。',
  unreadLeftOut: (files) => `另有 ${files} 个文件未读取。`,
  table: { severity: '级别', rule: '规则', place: '位置', finding: '结果' },
  gitlab: {
    way: '取值的来龙去脉',
    place: '位置',
    step: '步骤',
    holds: '信任库含有',
    lacks: '缺少',
    root: '根证书',
    expires: '到期',
    distrust: 'Mozilla 停止信任',
  },
  html: {
    findings: '结果',
    pins: '全部固定',
    notRead: '未读取',
    place: '位置',
    verdict: '结论',
    effect: '作用',
    trusts: '信任',
  },
  note: (text) => `说明：${text}`,
  usedIn: (link) => `使用位置：${link}。`,
};
