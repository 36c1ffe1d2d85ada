/** The phrasebook knows what rooms say that speak English alone; a new sentence there is a new line in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/language/language.js';
import { translated } from '../../src/language/phrasebook.js';
import { ZH_CN } from '../../src/language/zh-cn.js';

const SOURCES = join(import.meta.dirname, '..', '..', 'src');

/** Literals that stand behind one of these words, with `{}` where a name is put in. */
function sentencesIn(room: string, words: RegExp): readonly string[] {
  const files = readdirSync(join(SOURCES, room), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((name) => {
    const text = readFileSync(join(SOURCES, room, name), 'utf8');
    const literals = text.matchAll(new RegExp(`(?:${words.source})\\s*(?:'([^']+)'|\`([^\`]+)\`)`, 'g'));
    return [...literals].map(([, plain, template = '']) => plain ?? template.replace(/\$\{[^}]*\}/g, 'X'));
  });
}

/** What is put together from pieces is seen in the other tests; `X is` is one of them. */
const isSentence = (text: string): boolean => /[a-z]{2,} [a-z]{2,}/.test(text) && !/\$\{|^X called/.test(text);
const isKnown = (sentence: string): boolean => /[\u4e00-\u9fff]/.test(translated(sentence, 'zh-CN'));

describe('the phrasebook', () => {
  it.each([
    ['stores', /message:|message =|reason:/],
    ['evaluate', /\bwhy:|const why =/],
    ['files', /reason:|origin:/],
    ['fixes', /refused\(|withheld:|withheld\('(?:append|remove)',|why:/],
    ['.', /reason:/],
  ])('knows what %s says', (room, words) => {
    expect(sentencesIn(room, words).filter((one) => isSentence(one) && !isKnown(one))).toEqual([]);
  });

  it('puts each name where it belongs', () => {
    const counts = Object.entries(ZH_CN).filter(([english, says]) => holes(english) !== holes(says));
    expect(counts).toEqual([]);
    expect(translated('CA_FILE is not set in the sources', 'zh-CN')).toBe('源码中没有设置 CA_FILE');
    expect(translated('a.pem: the file is empty; it holds no certificate', 'zh-CN')).toBe(
      'a.pem：文件为空；其中没有证书',
    );
    expect(translated('called from src/shop.py:31, the condition at a.py:3 holds', 'zh-CN')).toBe(
      '由 src/shop.py:31 调用，a.py:3 处的条件成立',
    );
  });

  it('joins a list as Chinese does', () => {
    expect(
      translated('the store also holds A Root, B Root and C Root, which the system’s roots don’t cover', 'zh-CN'),
    ).toBe('信任库中还有 A Root、B Root 和 C Root，系统根证书并不包含它');
  });

  it('leaves alone what it does not know, and English', () => {
    expect(translated('quite another reason', 'zh-CN')).toBe('quite another reason');
    expect(translated('the file is empty', 'en')).toBe('the file is empty');
  });
});

const holes = (text: string): number => text.split('{}').length;

describe('the language', () => {
  it('is that of the first variable that says something', () => {
    expect(languageOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh-CN');
    expect(languageOf({ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' })).toBe('en');
    expect(languageOf({ LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'de_DE' })).toBe('zh-CN');
    expect(languageOf({})).toBe('en');
  });
});
