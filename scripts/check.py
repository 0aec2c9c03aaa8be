#!/usr/bin/env python3
"""The rules of this code base that neither the compiler nor swift-format enforces.

Usage: scripts/check.py MANIFEST_JSON      (the output of `swift package dump-package`)
Prints one line per rule and what breaks it; exits 1 when any is broken. Run from the repository's root.
"""
import json
import os
import re
import subprocess
import sys

SYSTEM_MODULES = {
    "Swift", "Foundation", "FoundationEssentials", "FoundationNetworking", "Testing", "Synchronization", "Dispatch",
    "Observation", "RegexBuilder", "Glibc", "Musl", "Darwin", "_Concurrency",
}
# The only places that may wait for time to pass by themselves; everything else is given its pace.
SLEEPERS = ("Sources/Timing/", "Sources/Failpoints/")
IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?(\w+)", re.M)


def files(*suffixes):
    """What is or will be in the repository: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], check=True, capture_output=True)
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return [n for n in names if os.path.isfile(n) and n.endswith(suffixes or ("",))]


def text(name):
    with open(name, encoding="utf-8", errors="replace") as f:
        return f.read()


def line_of(source, offset):
    return source.count("\n", 0, offset) + 1


def code_only(source):
    """The source with the contents of comments and string literals blanked out (interpolations, too), lines kept."""
    pattern = re.compile(
        r'//[^\n]*|/\*.*?\*/|#"""(?:.|\n)*?"""#|"""(?:.|\n)*?"""|#"[^\n]*?"#|"(?:\\.|[^"\\\n])*"', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), source)


def swift():
    return [(n, text(n)) for n in files(".swift") if n.startswith(("Sources/", "Tests/"))]


def has_reason(lines, index):
    """A plain comment (not documentation) on the line or right above it."""
    here, above = lines[index], lines[index - 1].strip() if index else ""
    return re.search(r"(?<!/)//(?!/)", here) is not None or (above.startswith("//") and not above.startswith("///"))


def imports_are_declared(manifest):
    """Every imported module is a dependency of its target in Package.swift."""
    allowed = {}
    for target in manifest["targets"]:
        names = {target["name"]}
        for dependency in target["dependencies"]:
            for kind in ("byName", "target", "product"):
                if kind in dependency:
                    names.add(dependency[kind][0])
        folder = "Tests" if target["type"] == "test" else "Sources"
        allowed[target.get("path") or f"{folder}/{target['name']}"] = names
    for name, source in swift():
        target = "/".join(name.split("/")[:2])
        if target not in allowed:
            yield f"{name}: {target} is no target of Package.swift"
            continue
        for match in IMPORT.finditer(code_only(source)):
            module = match.group(1)
            if module not in SYSTEM_MODULES and module not in allowed[target]:
                yield f"{name}:{line_of(source, match.start(1))}: {module} is not a dependency of {target}"


def files_are_short():
    """Source files: none over 500 lines, nine in ten at most 300; test files: none over 600."""
    lengths = sorted((source.count("\n"), name) for name, source in swift() if name.startswith("Sources/"))
    if lengths:
        p90 = lengths[(len(lengths) * 9 - 1) // 10][0]
        print(f"       {len(lengths)} source files, median {lengths[len(lengths) // 2][0]} lines, p90 {p90}")
        if p90 > 300:
            yield f"p90 of Sources is {p90} lines"
    for name, source in swift():
        limit = 500 if name.startswith("Sources/") else 600
        if source.count("\n") > limit:
            yield f"{name}: {source.count(chr(10))} lines"


def loops_do_not_sleep():
    """`Task.sleep` in Sources only where pace is made (Timing, Failpoints); any other sleep says why in a comment."""
    for name, source in swift():
        if name.startswith(SLEEPERS):
            continue
        lines = source.split("\n")
        for match in re.finditer(r"\bTask\.sleep\b|\b(?:Thread|[cC]lock)\.sleep\b|\bu?sleep\(\s*\d", code_only(source)):
            number = line_of(source, match.start())
            paced = name.startswith("Sources/") and match.group().startswith("Task")
            if paced or not has_reason(lines, number - 1):
                yield f"{name}:{number}: {lines[number - 1].strip()}"


def tasks_are_explained():
    """An unstructured task carries a comment saying why."""
    for name, source in swift():
        if not name.startswith("Sources/"):
            continue
        lines = source.split("\n")
        for match in re.finditer(
                r"(?<![\w.])Task(?:\.detached|\.immediate)?(?:<[^>{]*>)?\s*(?:\([^()]*\))?\s*\{", code_only(source)):
            number = line_of(source, match.start())
            if not has_reason(lines, number - 1):
                yield f"{name}:{number}: {lines[number - 1].strip()}"


def unchecked_is_explained():
    """`@unchecked Sendable` and `nonisolated(unsafe)` carry a comment saying why."""
    for name, source in swift():
        lines = source.split("\n")
        for match in re.finditer(r"@unchecked\s+Sendable|nonisolated\(unsafe\)", code_only(source)):
            number = line_of(source, match.start())
            if not has_reason(lines, number - 1):
                yield f"{name}:{number}: {lines[number - 1].strip()}"


def log_messages_are_constant():
    """A log message is a constant string; facts are metadata."""
    call = re.compile(
        r'\b\w*[lL]og(?:ger|ging)?\??\.(?:trace|debug|info|notice|warning|error|critical)\(\s*'
        r'(?:"""(?:(?!""")[^\\]|\\[^(])*\\\(|"(?:[^"\\\n]|\\[^(])*\\\()')
    for name, source in swift():
        if name.startswith("Sources/"):
            for match in call.finditer(source):
                yield f"{name}:{line_of(source, match.start())}: interpolation in a log message"


def nothing_is_forced():
    """No `try!`, no `as!`, no `x!`: swift-format lets them pass in tests."""
    forced = re.compile(r"\btry!|\bas!|(?<=[\w)\]])!(?![=\w])")
    for name, source in swift():
        lines = source.split("\n")
        for match in forced.finditer(code_only(source)):
            number = line_of(source, match.start())
            yield f"{name}:{number}: {lines[number - 1].strip()}"


def only_localnet_sees_devnet():
    """Outside DevNet and the tests only nicompute/Commands/Localnet* may import DevNet."""
    for name, source in swift():
        if name.startswith(("Tests/", "Sources/DevNet/", "Sources/nicompute/Commands/Localnet")):
            continue
        if "DevNet" in {m.group(1) for m in IMPORT.finditer(code_only(source))}:
            yield f"{name}: imports DevNet"


def folders_are_concepts():
    """No folder is named after a kind of thing, and no stub is left beside real files."""
    kinds = {"Utils", "Utilities", "Helpers", "Managers", "Models", "Extensions", "Common", "Misc"}
    for name, _ in swift():
        for part in name.split("/")[:-1]:
            if part in kinds:
                yield f"{name}: a folder named {part}"
        if name.endswith("/Stub.swift"):
            yield f"{name}: a stub"


def nothing_of_this_machine():
    """No path of a workplace, no Package.resolved, no file over 1 MiB."""
    here = os.getcwd()
    places = re.compile(r"(?<![\w.$}*-])/(?:work|farm|Users|home|opt)/(?!conda\b)[A-Za-z][\w.-]*")
    for name in files():
        if os.path.basename(name) == "Package.resolved":
            yield f"{name}: dependencies are fixed by Package.swift alone"
        if os.path.getsize(name) > 1 << 20:
            yield f"{name}: {os.path.getsize(name) >> 10} KiB"
        source = text(name)
        for match in places.finditer(source):
            yield f"{name}:{line_of(source, match.start())}: {match.group()}"
        if len(here) > 4 and here in source:
            yield f"{name}: names {here}"


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        manifest = json.load(f)
    rules = [
        lambda: imports_are_declared(manifest), files_are_short, loops_do_not_sleep, tasks_are_explained,
        unchecked_is_explained, log_messages_are_constant, nothing_is_forced, only_localnet_sees_devnet,
        folders_are_concepts, nothing_of_this_machine,
    ]
    failed = False
    for rule in rules:
        broken = list(rule())
        title = (rule.__doc__ or imports_are_declared.__doc__).strip()
        print(("ok     " if not broken else "BROKEN ") + title)
        for line in broken:
            print("       - " + line)
        failed = failed or bool(broken)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
