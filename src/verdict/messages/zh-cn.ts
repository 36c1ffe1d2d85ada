/** Findings in Simplified Chinese. */
import type { Messages } from './messages.js';

function listed(names: readonly string[], joint: 'and' | 'or' = 'and', most = 3): string {
  const once = [...new Set(names)];
  if (once.length > most + 1) return `${once.slice(0, most).join('、')} 等 ${once.length} 项`;
  if (once.length <= 1) return once[0] ?? '无';
  return `${once.slice(0, -1).join('、')} ${joint === 'and' ? '和' : '或'} ${once.at(-1)}`;
}

const KINDS = { leaf: '服务器自己的证书', intermediate: '中间证书', 'cross-certificate': '交叉证书' } as const;
const under = (root: string | null): string => (root === null ? '' : `${root} 之下的`);
const inBrackets = (words: string | null): string => (words === null ? '' : `（${words}）`);

export const zhCN: Messages = {
  language: 'zh-CN',
  listed,
  clauses: (parts) => parts.join('；'),
  sentences: (parts) => parts.map((part) => (/[。！？]$/.test(part) ? part : `${part}。`)).join(''),
  dated: (name, day) => `${name}（${day}）`,

  place: {
    inTheCode: (place) => `${place} 中的证书文本`,
    hash: '固定的哈希',
    environment: (name) => `环境变量 ${name}`,
    bundle: (name) => `${name} 自带的证书包`,
    system: '系统根证书',
    nobody: '任意证书',
    emptyStore: '空的信任库',
    unknown: '未知的内容',
    emptyText: '空文本',
  },

  why: {
    environment: (name) => `环境变量 ${name} 的值在仓库之外设置`,
    nothingPutIn: '没有向其中放入任何证书',
    outside: (place) => `${place} 位于仓库之外`,
    missing: (place) => `${place} 在本仓库中不存在`,
    fetched: (place) => `${place} 在程序运行或构建时才下载`,
    unread: (place) => `${place} 未被读取`,
    locked: (place) => `${place} 被加锁`,
    onlyPrivateKeys: '其中只有私钥，没有受信任的证书',
    noCertificates: '无法作为证书读取',
    empty: '其中没有证书',
    unknownHash: (hash) => `${hash} 不是此处已知的任何根的哈希`,
    intermediateHash: (hash, name, root) => `${hash} 是 ${root} 之下的中间证书 ${name} 的公钥`,
    comparedWithLeaf: (root) => `它只与服务器自己的证书比较，而 ${root} 是根证书`,
  },

  source: {
    hasNoEffect: (given, why) => `${given} 不起作用：${why}`,
    trustsNobody: '没有向信任库放入任何证书：不信任任何服务器',
    notFound: (tried) => `未找到；已尝试 ${tried}`,
    outside: '位于仓库之外',
    system: '系统自己的根证书',
  },

  finding: {
    when: (when) => `出现在以下情形：${when}`,
    conditional: '源码表明程序不会进入到达此处的条件',
    uncalled: '没有代码调用这里',
    seeAlso: (title) => `另见：${title}`,
    differsInCase: (path) => `${path} 与代码中的路径大小写不同，而 Linux 区分大小写`,
    curlReadsMore:
      'Debian 和 Ubuntu 会掩盖这个问题，因为它们的 curl 还会读取 /etc/ssl/certs；Alpine、Red Hat 和 Windows 则不会',
    verificationOff: (call) => `${call} 接受任何证书，因为校验已被关闭`,
    next: (name, day) => `接下来：${name} 将于 ${day} 移出 Mozilla 的根证书列表`,
  },

  breaking: {
    acceptsHashes: (call, held, missing) => `${call} 按哈希固定，只接受含有 ${held} 的证书链，不接受 ${missing}`,
    trustsOnly: (call, places, _several, held, missing) =>
      `${call} 只信任 ${places}，其中有 ${held}，但没有 ${missing}`,
    behind: (migrations) => `已落后 ${migrations} 次迁移`,
    demanded: '每处固定都必须含有这个根',
    refused: (hosts, isPast, when) =>
      `${hosts === null ? '服务器' : ` ${hosts} `}的新证书链${isPast ? '会' : '届时会'}被拒绝${inBrackets(when)}`.trim(),
    brokenSince: (day) => `自 ${day} 起已中断`,
    willBreak: (day) => `将于 ${day} 中断`,
    holdsUnread: (place, roots, why) =>
      `${place} 中有 ${roots}，但其格式在此处不会被读取${why === '' ? '' : `：${why}`}`,
    trustsNobody: (call) => `${call} 不信任任何服务器：没有给它任何根证书`,
    ignored: (place, call, why) => `${place} 在 ${call} 中不起作用，因此不信任任何服务器：${why}`,
    neverMatches: (call, why) => `${call} 固定的哈希永远不会匹配：${why}`,
    unreadable: (call, place, why) => `${call} 只信任 ${place}，却无法从中得到任何根证书：${why}`,
  },

  doubt: {
    aloneOrToo: (call, what) => `无法判断 ${call} 是只信任 ${what}，还是同时信任系统根证书`,
    readLacks: (roots) => `已读到的部分缺少 ${roots}`,
    unread: (call, why) => `无法读取 ${call} 所信任的内容：${why}`,
    hash: (call, why) => `${call} 固定了哈希：${why}；服务器更换证书后即不再匹配`,
    askTheFile: (call, why) => `无法读取 ${call} 所信任的内容：${why}；请对该文件运行 rootlint store`,
    unknown: (call, why) => `无法判断 ${call} 信任什么：${why}`,
  },

  shape: {
    ignored: (given, why) => `${given} 不起作用：${why}；实际使用默认的根证书`,
    rootHashes: (roots) => `${roots} 以哈希固定，更新证书包不会更新它`,
    hash: '固定了哈希，更新证书包不会更新它',
    at: (place, problem) => `${place}：${problem}`,
    firstOnly: (place, certificates) => `${place} 中有 ${certificates} 张证书，只读取了第一张`,
    notARoot: (name, place, isCa, root) =>
      `${place} 中的 ${name} 是${root === null ? '' : ` ${under(root)}`}${isCa ? '中间证书' : '服务器自己的证书'}，不是根证书`,
    crossCertificate: (name, place) => `${place} 中的 ${name} 是该根的交叉证书，不是自签名的根证书`,
    refusedByNode: 'Node.js 拒绝以它结尾的证书链',
    refusedByOpenssl: '除非允许部分链（Python 自 3.13 起允许），OpenSSL 拒绝以它结尾的证书链',
    addsNoRoot: (place, why) => `${place} 没有添加任何根证书：${why}`,
    addsPublic: (call, names, places) =>
      `${call} 把 ${places} 中的 ${names} 加入默认根证书，而默认根证书本来就包含公共根`,
    keptByHand: (call, places, names) => `${call} 只信任 ${places}，其中有 ${names}；目前可用，但需要人工维护`,
  },

  bundle: {
    lacks: (dependency, roots) => `${dependency} 自带的根证书列表缺少 ${roots}`,
    copyLacks: (path, name, roots) => `${path} 是 ${name} 根证书列表的副本，缺少 ${roots}`,
    trusts: (call, dependency, roots) => `${call} 信任 ${dependency} 的根证书列表，其中缺少 ${roots}`,
    fallback: '仅在找不到其他列表时才使用该列表',
    raise: (version) => `${version} 及以后的版本已补上`,
    never: '没有任何版本补上：请让客户端改用系统根证书',
  },

  time: {
    lacksOld: (call, roots, until) => `${call} 缺少 ${roots}；在 ${until} 之前服务器仍可能返回旧链`,
    allExpired: (names) => `其中所有的根证书都已过期：${names}`,
    expired: (names) => `已过期：${names}`,
    ending: (names) => `即将不再受信任或过期：${names}`,
    hasToGo: (name, place, expired) =>
      `${place} 中的 ${name} 已于 ${expired} 过期，必须移除：OpenSSL 1.0.2、GnuTLS 3.6.14 之前等旧版本会优先选用以它结尾的证书链`,
  },

  store: {
    unreadable: (path, why) => `无法读取 ${path}：${why}。`,
    readLess: (readers, path, why) => `${readers} 从 ${path} 中读到的少于实际内容：${why}。`,
    noRootAbove: (path, names) => `${path} 中有 ${names}，但没有其上级根证书。`,
    kind: (name, kind, root) => `${name}（${root === null ? '' : under(root)}${KINDS[kind]}）`,
    lacks: (path, held, missing, migrations, _several, when) =>
      `${path} 中有 ${held}，但没有 ${migrations} 所要求的 ${missing}；只信任该信任库的客户端会拒绝新证书链${inBrackets(when)}。`,
    expired: (path, names) => `${path} 中有已过期的证书：${names}。`,
    ending: (path, names) => `${path}：即将不再受信任或过期：${names}。`,
  },
};
