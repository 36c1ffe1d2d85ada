#!/usr/bin/env python3
"""prove-fixes.py [--cli CLI] [--only PREFIX,...] [--keep DIR] ORACLE [CASE...]

Applies `rootlint fix --with remove` and `--with append` to every program of the oracle that breaks, and to those of
test/programs, whose readers take one certificate; builds what is left, and runs it against three servers: one with a
chain from the new root, one from the old root, one from a root that nobody trusts. A remedy that was offered must lead
to a program that connects to the first and refuses the third; after `append` the second must go on working too. ORACLE is a folder with run.py, lay_out.py and pki.sh, which must be writable: the
packages of npm are kept there. Exit code 1 where a remedy was offered and does not hold.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
parser.add_argument("--cli", default=str(pathlib.Path(__file__).resolve().parent.parent / "dist" / "cli.js"))
parser.add_argument("--only", default="", help="languages, by the first word of the case")
parser.add_argument("--keep", help="leave the fixed programs there")
parser.add_argument("--with", dest="remedy", choices=["remove", "append"])
parser.add_argument("oracle")
parser.add_argument("cases", nargs="*")
args = parser.parse_args()
sys.path.insert(0, args.oracle)
import json  # noqa: E402

import lay_out  # noqa: E402
import run  # noqa: E402

OWN = pathlib.Path(__file__).resolve().parent.parent / "test" / "programs"
REMEDIES = [args.remedy] if args.remedy else ["remove", "append"]


def own_names():
    return sorted(where.parent.name for where in OWN.glob("*/case.json"))


def with_own(cases, together):
    """A folder in which the oracle's programs and our own stand side by side."""
    together.mkdir()
    for where in [*cases.iterdir(), *OWN.iterdir()]:
        (together / where.name).symlink_to(where)
    return together


def names():
    expected = json.loads((pathlib.Path(args.oracle) / "expected.json").read_text())
    wanted = args.cases or [name for name, row in expected.items() if row["outcome"] == "breaks"] + own_names()
    prefixes = [prefix for prefix in args.only.split(",") if prefix]
    return [
        name for name in wanted
        if (not prefixes or name.split("-")[0] in prefixes)
        and shutil.which(run.NEEDS.get(lay_out.load_case(name)["language"], "sh"))
    ]


class Prover(run.Oracle):
    def prove(self, name, remedy):
        """(what rootlint said, new, old, rogue) for one program and remedy."""
        where = lay_out.lay_out_case(self.pki, name, self.dest)
        fixed = subprocess.run(
            ["node", args.cli, "fix", "--with", remedy, "--migration", str(self.dest / "migration.yaml"), "."],
            cwd=where, text=True, capture_output=True, env=os.environ | {"GIT_CEILING_DIRECTORIES": str(self.dest)})
        told = [line for line in (fixed.stdout + fixed.stderr).strip().split("\n") if line]
        summary = told[-1] if told else f"exit {fixed.returncode}"
        if not re.match(r"[1-9]\d* fixed", summary):
            return "not offered", told, None
        case = lay_out.load_case(name)
        if "build" in case:
            status, out, err = run.shell(case["build"], where, self.env, run.BUILD_TIMEOUT)
            if status != 0:
                return "DOES NOT BUILD", [self.clean(out + err)[-1500:]], None
        outcomes = {}
        for side in ("new", "old", "rogue"):
            status, out, err = run.shell(case["run"], where, self.environment_of(case, side), run.TIMEOUT)
            outcomes[side], evidence = self.judge(side, status, out, err)
            if side == "new" and outcomes[side] != "works":
                told.append(evidence)
        good = outcomes["new"] == "works" and outcomes["rogue"] != "works"
        if remedy == "append":
            good = good and outcomes["old"] == "works"
        return "runs" if good else "FAILS", told, outcomes


def main():
    if not os.environ.get("ORACLE_IN_NAMESPACE"):
        run.npm_packages()
    run.enter_namespace()
    # A package.json above the programs would decide for Node what kind of module they are.
    above = "/var/tmp" if (pathlib.Path(tempfile.gettempdir()) / "package.json").exists() else None
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="rootlint-proof-", dir=above))
    bad = 0
    try:
        (scratch / "tmp").mkdir()
        lay_out.CASES = with_own(lay_out.CASES, scratch / "programs")
        chosen = names()
        dest = pathlib.Path(args.keep).resolve() if args.keep else scratch / "cases"
        dest.mkdir(parents=True, exist_ok=True)
        run.quiet("sh", str(pathlib.Path(args.oracle) / "pki.sh"), str(scratch / "pki"))
        pki = lay_out.Pki(scratch / "pki")
        lay_out.write_migration(pki, dest)
        original = scratch / "store-original"
        shutil.copytree(run.STORE, original, symlinks=True)
        run.openssl_directory(scratch)
        run.system_store(pki, scratch, original, hashed=False)
        prover = Prover(scratch, pki, dest)
        if shutil.which("go"):
            prover.env["PATH"] += ":" + str(pathlib.Path(shutil.which("go")).parent)
        if not (dest / "node_modules").exists():
            (dest / "node_modules").symlink_to(run.npm_packages())
        if shutil.which("cert-sync"):
            run.quiet("cert-sync", "--user", run.STORE + "/ca-certificates.crt", env=prover.env)
        counts = {}
        for name in chosen:
            for remedy in REMEDIES:
                word, told, outcomes = prover.prove(name, remedy)
                counts[(remedy, word)] = counts.get((remedy, word), 0) + 1
                bad += word.isupper()
                shown = " ".join(f"{side}={outcome}" for side, outcome in (outcomes or {}).items())
                print(f"{name:45} {remedy:7} {word:15} {shown}", flush=True)
                if word != "runs":
                    for line in told:
                        print(f"      {line}"[:400], flush=True)
        for (remedy, word), count in sorted(counts.items()):
            print(f"{remedy:7} {word:15} {count}")
    finally:
        if args.keep and (pathlib.Path(args.keep) / "node_modules").is_symlink():
            (pathlib.Path(args.keep) / "node_modules").unlink()
        for where in reversed(run.MOUNTED):
            subprocess.run(["umount", "-l", where], check=False)
        shutil.rmtree(scratch, ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
