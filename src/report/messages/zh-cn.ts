/** Reports in Simplified Chinese. */
import { formatsZhCN } from './formats.js';
import type { Countable, Messages } from './messages.js';

const NOUNS: Readonly<Record<Countable, string>> = {
  certificate: '张证书',
  day: '天',
  file: '个文件',
  pin: '处固定',
  'private-key': '个私钥',
  root: '个根',
  store: '个信任库',
};
const SEVERITIES = { error: '个错误', warning: '个警告', note: '个提示' } as const;
const CONFIDENCES = { high: '高', medium: '中', low: '低' } as const;
const VERDICTS = {
  breaks: '会中断',
  survives: '不受影响',
  unprotected: '未受保护',
  unrelated: '与此无关',
  unresolved: '无法判断',
} as const;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join('、')}和${parts.at(-1)}`;

export const zhCN: Messages = {
  language: 'zh-CN',
  count: (count, what) => `${count} ${NOUNS[what]}`,
  severities: (count, severity) => `${count} ${SEVERITIES[severity]}`,
  listed,
  enumerated: (parts) => parts.join('、'),
  joined: (parts) => parts.join('，'),

  today: () => '今天',
  inDays: (days) => `${days} 天后`,
  daysAgo: (days) => `${days} 天前`,
  expires: (day) => `${day} 到期`,
  expired: (day) => `已于 ${day} 过期`,
  mozillaDistrust: (day) => `Mozilla 于 ${day} 停止信任`,
  privateCa: '私有 CA',

  file: (path, held, format, found) =>
    `${path}：${held}${format === null ? '' : `，${format}`}${found === undefined ? '' : `，查找方式：${found}`}`,
  inTheCode: (place, held) => `代码之中，${place}：${held}`,
  fetchedFrom: (url) => `取自 ${url}`,
  hash: (algorithm, value, names, leaf) =>
    `${algorithm} ${value}，${names === null ? '不是目录中任何根的哈希' : `是 ${names} 的哈希`}${leaf ? '，只与服务器自己的证书比较' : ''}`,
  environment: (name) => `环境变量 ${name}`,
  bundle: (name) => `${name} 自带的根证书`,
  system: (name) => `系统的根证书（${name}）`,
  nothingVerified: '不做任何校验',
  unknown: (why) => `未知：${why}`,

  appendRoot: '追加新根，并保留旧根',
  removeSwitch: '去掉关闭校验的设置',
  removePin: '去掉固定，改用系统根证书',
  sentence: (text) => `${text}。`,

  labels: { note: '说明', how: '经由', holds: '含有', lacks: '缺少', when: '情形', reach: '可达', also: '另有' },
  confidence: (confidence) => `可信度：${CONFIDENCES[confidence]}`,
  reach: { conditional: '仅在其他平台，或在代码不会进入的分支', none: '没有代码调用这里' },
  line: (line) => `第 ${line} 行`,
  andMore: (count) => `另有 ${count} 个`,
  otherwise: '其他情形',
  verdicts: VERDICTS,
  judged: (count, verdict) => `${count} 处${VERDICTS[verdict]}`,
  sameStore: (also, sites) => `另有 ${also} 处使用同一信任库：${sites}（修复信任库一次，${also + 1} 处全部解决）`,
  moreSites: (count) => `，以及另外 ${count} 处`,
  fixTitle: (letter, safe, does) => `修复 ${letter}（${safe ? '安全' : '建议'}）：${does}`,
  fixWithheld: (letter, why) => `修复 ${letter} 不予提供：${why}`,
  wholeInJson: '（完整证书见 --format json 的输出）',
  explain: (rule) => `详见：rootlint explain ${rule}`,

  nothingScanned: '没有找到 rootlint 所支持语言的文件：未扫描任何内容。',
  nothingChanged: (changed) =>
    changed === 0 ? '没有改动：未扫描任何内容。' : `改动了 ${changed} 个文件，均与证书固定无关：未扫描任何内容。`,
  suppressed: (count) => `另有 ${count} 个告警已被允许，此处不再列出。`,
  staleBaseline: (count) => `基线中有 ${count} 条已不再对应任何告警：请重新生成。`,
  dependency: (folder, found) => `${folder}：${found}；您的代码没有用到这个依赖。`,
  forChanges: (changed) => `（针对 ${changed} 个改动的文件）`,
  seen: (files, parsed) => `查看了 ${files} 个文件，解析了其中 ${parsed} 个`,
  noPins: (seen, asOf) => `没有发现固定的根证书：${seen}。判断日期：${asOf}。`,
  pins: (pins, judged, seen, asOf) =>
    `${pins} 处固定${judged.length > 0 ? `：${judged.join('，')}` : ''}；${seen}。判断日期：${asOf}。`,
  notRead: (path, reason) => (path === '' ? `未读取：${reason}` : `未读取：${path}：${reason}`),
  unreadFiles: (count, kind) => (/^[A-Z]/.test(kind) ? `${count} 个 ${kind}` : `${count} 个 .${kind} 文件`),
  unreadCode: (files) => `${files}所用的语言，rootlint 目前还不能读取。`,
  unreadConfiguration: (files) => `${files}是 rootlint 目前还不能读取的配置。`,

  stepOnTheWay: '途经之处',
  usedBy: (api) => `由 ${api} 使用`,
  seeStores: (links) => `见 ${links.join('、')}。`,
  whatToDo: '如何处理',
  formats: formatsZhCN,

  stores: (stores, judged, asOf, errors) =>
    `${stores} 个信任库：${judged.join('，') || '无'}。判断日期：${asOf}。${errors > 0 ? `${errors} 个错误。` : ''}`,
  storesJudged: (count, verdict) => `${count} 个${VERDICTS[verdict]}`,
  remark: (text) => `备注：${text}`,
  breaksForHosts: '仅对以下服务的主机会中断：',
  unrelatedTo: (count) => `另外 ${count} 项`,
  goneRoots: (count) => `${count} 个根已过期，或已不被 Mozilla 信任`,
  lastingRoots: (count) => `${count} 个根的剩余时间超过一年`,
  alias: (name) => `别名 ${name}`,
  fixes: {
    keptAs: (backup) => `原文件保留为 ${backup}`,
    failed: (why) => `修复失败并已撤销：${why}`,
    needsYou: (why) => `需要人工处理：${why}`,
    error: (why) => `错误：${why}`,
    fixed: (count) => `${count} 处已修复并验证`,
    wouldBeFixed: (count) => `${count} 处可以修复，已验证`,
    failedCount: (count) => `${count} 处失败并已撤销`,
    needCount: (count) => `${count} 处需要人工处理`,
    addedTo: (paths) => `已追加到 ${paths}`,
    removedIn: (paths) => `已从 ${paths} 中去掉`,
  },
  page: {
    colon: '：',
    severity: (severity) => `默认级别为${{ error: '错误', warning: '警告', note: '提示' }[severity]}`,
    seen: '实际发生过的情况',
    bad: '这样写会被发现',
    good: '这样写则不会',
    ignore: '何时可以不处理',
    withMigration: '配合以下迁移文件：',
  },
  cause: {
    saidBy: (who) => `出自：${who}。`,
    commands: '命令',
    rules: '能在源码中发现它的规则',
    unseen: 'rootlint 无法从源码看出这一点。',
  },
  migration: {
    notice: '公告',
    appliesTo: '适用于',
    retiring: '退役的根',
    required: '必须具备',
    recommended: '建议具备',
    begins: '开始',
    enforced: '生效',
    oldRoot: '旧根',
    replaces: '取代',
    private: '私有',
    source: '来源',
    clientsOf: (hosts) => `访问 ${hosts.join('、')} 的客户端`,
    shownOnly: '不针对任何客户端，仅在此列出',
    retiringAlone: '只含退役根的信任库（且不知道所访问主机自己的迁移）',
    retiringInStore: '含有退役根的信任库（且不知道所访问主机自己的迁移）',
    policy: (policy) => `不要求特定的根（${policy}）；公告不作为判断依据`,
    noRequirement: '无：公告不作为判断依据',
    oneOf: (roots) => `${roots.join('、')} 之一`,
    allOf: (roots) => roots.join(' 和 '),
    hasToGo: '必须移除：有些库会优先选用以它结尾的证书链',
    staysUntil: (day) => `保留到 ${day}：在此之前服务器仍可能返回旧链`,
    stays: '与新根并存，直到所有服务器都已切换',
    privatePki: '该服务使用自己的 PKI：固定必须保留，并加入新根',
  },
  anchorKinds: {
    'cross-certificate': '交叉证书',
    intermediate: '中间证书',
    leaf: '叶证书',
    private: '私有',
  },
};
