function choose(env, { ca, key: privateKey, port = 443 }, [first, ...others], { tls: { roots }, ...rest }) {
  const { file, nested: { deep = 'd' }, ...options } = env;
  const [one, , three = 3, ...tail] = others;
  ({ a: env.a, b = 2, ...env.rest } = rest);
  [first, env['x']] = [1, 2];
  switch (env.mode) {
    case 'live':
    case 'prod':
      ca = 'live.pem';
      break;
    case 'test':
      if (port) break;
      ca = 'test.pem';
    case 'dev':
      return ca;
    default:
      ca = null;
  }
  switch (pick()) {
    case 1: throw new Error('one');
  }
  for (const name of roots) { if (!name) continue; load(name); }
  for (const [id, file] of Object.entries(roots)) load(id, file);
  for (const key in options) delete options[key];
  for (let i = 0, n = 3; i < n; i++) { if (i === 2) break; }
  while ((line = next()) !== null) lines.push(line);
  do { tries -= 1; } while (tries > 0);
  outer: for (;;) break outer;
  try { risky(); } catch ({ code }) { log(code); } finally { close(); }
  try { risky(); } catch (error) { throw error; }
  const file2 = port > 443 ? 'a.pem' : env.file || (fallback = 'b.pem');
  ca && (options.ca = ca), strict || verify(), port === 1 ? up() : down();
  const same = ca == null && typeof ca !== 'string' && 'ca' in options && options instanceof Map;
  const later = (x = first(), x + 1);
  var chained = exports.chained = function inner() { return inner; };
  return void 0;
}
(async () => { await choose(); })();
new Worker;
label = key?.size ?? (yes, no);
