/** What `rootlint init` writes: the shortest files that work, each with a word on what it does. */

export type HookKind = 'pre-commit' | 'husky' | 'lefthook';
export type CiKind = 'github' | 'gitlab';

/** One file to write; where it is there already, `lines` is what has to be added by hand. */
export interface Starting {
  readonly path: string;
  readonly text: string;
  readonly lines: string;
  readonly executable?: true;
}

/** `schema` is where the package stands in the repository, if it does. */
export const configuration = (schema: string | null): Starting => ({
  path: 'rootlint.config.yaml',
  text: `${schema === null ? '' : `# yaml-language-server: $schema=${schema}\n`}# What rootlint settles for this folder and those below; a nearer one counts alone.

# Files that are not scanned, as in a .gitignore.
ignore: []

# How bad a finding is: error, warning, note or off, by rule. "rootlint rules" lists them.
severities: {}

# What environment variables hold where the code runs, when a report says that one is not set.
environment: {}

# Settings of some files:
# paths:
#   - files: [tools/]
#     severities: { hash-pin: note }
#     hosts: [api.weixin.qq.com]
`,
  lines: '',
});

export function hook(kind: HookKind, version: string): Starting {
  switch (kind) {
    case 'pre-commit': {
      const repository = `  - repo: local
    hooks:
      - id: rootlint
        name: rootlint
        language: node
        additional_dependencies: ["rootlint@${version}"]
        entry: rootlint --staged
        always_run: true
        require_serial: true
`;
      return { path: '.pre-commit-config.yaml', text: `repos:\n${repository}`, lines: repository };
    }
    case 'husky': {
      const line = 'npx rootlint --staged\n';
      return { path: '.husky/pre-commit', text: line, lines: line, executable: true };
    }
    case 'lefthook': {
      const command = '    rootlint:\n      run: npx rootlint --staged\n';
      const text = `pre-commit:\n  commands:\n${command}`;
      return { path: 'lefthook.yml', text, lines: text };
    }
  }
}

export function pipeline(kind: CiKind, version: string): Starting {
  const command = `npx --yes rootlint@${version}`;
  switch (kind) {
    case 'github':
      return {
        path: '.github/workflows/rootlint.yml',
        text: `# Scans each push and pull request, and once a week: a root's last day comes without a commit.
name: rootlint

on:
  push:
  pull_request:
  schedule:
    - cron: "23 5 * * 1"

permissions:
  contents: read

jobs:
  rootlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - run: ${command} --format github
`,
        lines: `      - run: ${command} --format github\n`,
      };
    case 'gitlab': {
      const job = `rootlint:
  stage: test
  image: node:24-bookworm
  script:
    - ${command} --format terminal --format gitlab-code-quality --output gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;
      return { path: '.gitlab-ci.yml', text: job, lines: job };
    }
  }
}
