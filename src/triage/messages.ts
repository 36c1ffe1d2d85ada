/** What is said about allowances themselves. */
import type { Language } from '../language/language.js';
import type { Flaw } from './marker.js';

export interface Messages {
  unused(rule: string): string;
  lapsed(rule: string, until: string, reason: string): string;
  changed(rule: string, digest: string, reason: string): string;
  flawed(flaw: Flaw): string;
}

const en: Messages = {
  unused: (rule) =>
    `Nothing is allowed by this remark: no finding of ${rule} stands on its line, or in the statement beside or below it.`,
  lapsed: (rule, until, reason) => `The allowance of ${rule} ended on ${until} (${reason}).`,
  changed: (rule, digest, reason) =>
    `The allowance of ${rule} is void: it was given for other certificates than those of today, ${digest} (${reason}).`,
  flawed: (flaw) => `This remark allows nothing: ${flawInEnglish(flaw)}.`,
};

function flawInEnglish(flaw: Flaw): string {
  switch (flaw.kind) {
    case 'no-reason':
      return 'it gives no reason, which stands behind two hyphens: -- moves with release 9';
    case 'no-rule':
      return 'it names no rule, as in: rootlint: allow lacks-successor -- moves with release 9';
    case 'unknown-rule':
      return `there is no rule ${flaw.rule}; the reason stands behind two hyphens`;
    case 'bad-date':
      return `${flaw.date} is no day such as 2027-01-31`;
    case 'unknown-word':
      return `${flaw.word} means nothing here; until=DATE and certificates=DIGEST do`;
  }
}

const zhCN: Messages = {
  unused: (rule) => `该注释没有允许任何内容：所在行以及旁边或下方的语句中都没有 ${rule} 的告警。`,
  lapsed: (rule, until, reason) => `对 ${rule} 的允许已于 ${until} 到期（${reason}）。`,
  changed: (rule, digest, reason) =>
    `对 ${rule} 的允许已失效：它针对的是另一组证书，现在的证书摘要为 ${digest}（${reason}）。`,
  flawed: (flaw) => `该注释没有允许任何内容：${flawInChinese(flaw)}。`,
};

function flawInChinese(flaw: Flaw): string {
  switch (flaw.kind) {
    case 'no-reason':
      return '没有写明原因，原因写在两个连字符之后，例如 -- moves with release 9';
    case 'no-rule':
      return '没有写明规则，例如 rootlint: allow lacks-successor -- moves with release 9';
    case 'unknown-rule':
      return `没有名为 ${flaw.rule} 的规则；原因写在两个连字符之后`;
    case 'bad-date':
      return `${flaw.date} 不是 2027-01-31 这样的日期`;
    case 'unknown-word':
      return `${flaw.word} 在这里没有意义，可用的是 until=DATE 和 certificates=DIGEST`;
  }
}

export const messagesIn = (language: Language = 'en'): Messages => (language === 'zh-CN' ? zhCN : en);
