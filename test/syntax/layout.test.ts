/** Comments and statements: what a remark in the code is about. */
import { describe, expect, test } from 'vitest';
import { layoutOf } from '../../src/syntax/layout.js';

const CASES: readonly (readonly [language: string, path: string, text: string, lines: readonly number[]])[] = [
  [
    'python',
    'pay.py',
    'a = "# rootlint: x"\nb = call(\n    1,  # rootlint: x\n)\n# rootlint: x\n"""\n# rootlint: x\n"""\n',
    [3, 5],
  ],
  ['ruby', 'pay.rb', 'a = "# rootlint: x"\n# rootlint: x\nb = 1 # rootlint: x\n', [2, 3]],
  ['java', 'Pay.java', 'class Pay {\n  // rootlint: x\n  String a = "// rootlint: x"; /* rootlint: x */\n}\n', [2, 3]],
  [
    'csharp',
    'Pay.cs',
    'class Pay {\n  // rootlint: x\n  string a = "// rootlint: x";\n  string b = @"\n// rootlint: x";\n}\n',
    [2],
  ],
  ['go', 'pay.go', 'package pay\n\n// rootlint: x\nvar a = `\n// rootlint: x`\n', [3]],
  ['php', 'pay.php', '<?php\n# rootlint: x\n$a = "// rootlint: x"; // rootlint: x\n', [2, 3]],
  ['c', 'pay.c', 'int a; /* one\n rootlint: x */\nchar *b = "/* rootlint: x */";\n', [2]],
  ['cpp', 'pay.cpp', '// rootlint: x\nauto b = R"(// rootlint: x)";\n', [1]],
  ['shell', 'pay.sh', '# rootlint: x\necho "# rootlint: x"\ncurl -k url # rootlint: x\n', [1, 3]],
  [
    'javascript',
    'pay.js',
    'const a = "// rootlint: x", b = `// rootlint: x`, c = /\\/\\/ rootlint: x/;\nf({\n  a, // rootlint: x\n  /* rootlint: x */ b,\n  // rootlint: x\n});\n// rootlint: x\n',
    [3, 4, 5, 7],
  ],
  [
    'typescript',
    'pay.ts',
    'function f(): void {\n  // rootlint: x\n}\n/** rootlint: x */\ntype A = "// rootlint: x";\n',
    [2, 4],
  ],
  ['dockerfile', 'Dockerfile', '# rootlint: x\nRUN echo "# rootlint: x"\n', [1]],
  ['compose', 'compose.yaml', 'a: "# rootlint: x"\nb: c # rootlint: x\n  # rootlint: x\nd: e#rootlint: x\n', [2, 3]],
  ['env-file', '.env', '# rootlint: x\nA=b # rootlint: x\n', [1, 2]],
  ['systemd-unit', 'pay.service', '; rootlint: x\n# rootlint: x\nExecStart=/bin/pay # rootlint: x\n', [1, 2]],
  ['php', 'php.ini', '; rootlint: x\ncurl.cainfo = "; rootlint: x" ; rootlint: x\n', [1, 2]],
];

describe('comments', () => {
  test.each(CASES)('of %s are those of its grammar', async (language, path, text, lines) => {
    const { comments } = await layoutOf(language, path, text);
    const found = [...comments].filter(([, comment]) => comment.text.includes('rootlint:')).map(([line]) => line);
    expect(found.sort((a, b) => a - b)).toEqual(lines);
  });
});

describe('the statement around a place', () => {
  test.each([
    ['python', 'pay.py', 'def pay():\n    r = post(\n        url,\n        verify=CA,\n    )\n    return r\n', 4, 2, 5],
    ['python', 'pay.py', 'with open(\n    ca\n) as f:\n    read()\n    read()\n', 2, 1, 4],
    ['java', 'Pay.java', 'class Pay {\n  void pay() {\n    client\n      .a()\n      .b();\n  }\n}\n', 4, 3, 5],
    ['javascript', 'pay.js', 'const a = f({\n  ca,\n});\nlisten(() => {\n  g();\n});\n', 2, 1, 3],
    ['javascript', 'pay.js', 'listen(a, () => {\n  g();\n});\n', 1, 1, 1],
    ['javascript', 'pay.js', 'listen(() => {\n  g(\n  );\n});\n', 2, 2, 3],
    ['dockerfile', 'Dockerfile', 'FROM a\nRUN b \\\n  c \\\n  d\nRUN e\n', 3, 2, 4],
  ])('in %s', async (language, path, text, line, first, last) => {
    const layout = await layoutOf(language, path, text);
    expect(layout.statementAround(line, 9)).toEqual({ first, last });
  });
});
