# Programs and schemas of other people that tests hold reports and templates against. Sourced by .ci/run. Each is had from a
# package registry in a minute or so; one that can't be had is left out, its tests are skipped, and missing_validators says so.
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
mkdir -p "$tools/bin" "$tools/schemas"
export PATH="$tools/bin:$PATH" ROOTLINT_SCHEMAS="$tools/schemas"

get_sarif_multitool() {
  npm install --prefix "$tools/multitool" --silent --no-audit --no-fund @microsoft/sarif-multitool@5.7.0
  chmod +x "$multitool"
}

get_actionlint() { GOBIN="$tools/bin" go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12; }

# As a tool of a module, so that its dependencies are those that it was released with. The module brings its schema.
get_reviewdog() {
  mkdir "$tools/reviewdog" && cd "$tools/reviewdog"
  go mod init scratch
  go get -tool github.com/reviewdog/reviewdog/cmd/reviewdog@v0.21.0
  GOBIN="$tools/bin" go install github.com/reviewdog/reviewdog/cmd/reviewdog
  cp "$(go list -m -f '{{.Dir}}' github.com/reviewdog/reviewdog)/proto/rdf/jsonschema/DiagnosticResult.json" "$tools/schemas"
}

# Jenkins' schema of JUnit files comes with the sources of pytest, which tests its own reports against it.
get_junit_schema() {
  command -v xmllint || { apt-get update && apt-get install --yes --no-install-recommends libxml2-utils; }
  python3 -m pip download --quiet --no-deps --no-binary :all: --dest "$tools/pytest" pytest==8.4.2
  tar -xzf "$tools"/pytest/pytest-*.tar.gz --wildcards --to-stdout '*/junit-10.xsd' > "$tools/junit-10.xsd"
  mv "$tools/junit-10.xsd" "$tools/schemas"
}

get_pre_commit() {
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet pre-commit==4.7.0
  ln -s "$tools/venv/bin/pre-commit" "$tools/bin/pre-commit"
}

export tools multitool="$tools/multitool/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
for one in sarif_multitool actionlint reviewdog junit_schema pre_commit; do
  # `timeout` runs programs, no functions; a shell of its own stops at the first thing that fails.
  timeout 240 bash -ec "$(declare -f "get_$one"); get_$one" >"$tools/$one.log" 2>&1 || echo "$one is not to be had here"
done
if [ -x "$multitool" ]; then export SARIF_MULTITOOL="$multitool"; fi

missing_validators() {
  local tool
  for tool in openssl keytool; do
    command -v "$tool" >/dev/null || echo "skipped: $tool is not installed; what rootlint reads was not compared with what it lists"
  done
  [ -n "${SARIF_MULTITOOL:-}" ] || echo "skipped: sarif-multitool is not installed; SARIF reports were held against our own check alone"
  command -v actionlint >/dev/null || echo "skipped: actionlint is not installed; the workflows in ci/ were not held against it"
  command -v reviewdog >/dev/null || echo "skipped: reviewdog is not installed; rdjson was held against our own schema alone"
  [ -f "$ROOTLINT_SCHEMAS/junit-10.xsd" ] || echo "skipped: Jenkins' schema was not to be had; JUnit reports were not held against it"
  command -v pre-commit >/dev/null || echo "skipped: pre-commit is not installed; its hook was not tried"
  echo "GitLab's schema is in no package registry: gitlab-sast was held against our own, which is as strict (CONTRIBUTING)"
}
