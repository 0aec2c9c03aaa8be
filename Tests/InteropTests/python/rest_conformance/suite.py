"""Cases, what they expect, and how they are run: one line each, the failures again at the end."""
import time
import traceback


class Expected(AssertionError):
    """What a case expected and did not get."""


class Group:
    """Cases that are run in the order in which they were written."""

    def __init__(self, name):
        self.name = name
        self.cases = []

    def case(self, title):
        """Registers a function of the setting as a case."""

        def register(function):
            self.cases.append((title, function))
            return function

        return register

    def table(self, title, rows):
        """Registers a function of the setting and a row's values once for each row; a row's first value names it."""

        def register(function):
            for row in rows:
                self.cases.append((f"{title}: {row[0]}", lambda setting, row=row: function(setting, *row[1:])))
            return function

        return register


def run(groups, setting):
    """Runs all cases of all groups; the result is the list of failures."""
    failures = []
    count = 0
    for group in groups:
        for title, function in group.cases:
            begin = time.monotonic()
            count += 1
            try:
                function(setting)
            except Exception as error:  # Whatever goes wrong in a case is its failure, not the runner's end.
                reason = str(error) if isinstance(error, Expected) else traceback.format_exc(limit=-3).strip()
                failures.append(f"{group.name}: {title}: {reason}")
                print(f"FAIL {group.name}: {title}: {reason}", flush=True)
            else:
                print(f"ok   {group.name}: {title} ({time.monotonic() - begin:.2f} s)", flush=True)
    print(f"{count} cases, {len(failures)} failures", flush=True)
    for failure in failures:
        print(f"- {failure}", flush=True)
    return failures


def expect(condition, what):
    """Fails the case unless `condition` holds."""
    if not condition:
        raise Expected(what)


def equal(found, wanted, what):
    """Fails the case unless the two are equal."""
    if found != wanted:
        raise Expected(f"{what} is {found!r:.400}, not {wanted!r:.400}")


def eventually(check, seconds=5.0):
    """What `check` gives once it does not fail any more; its last failure when that takes longer."""
    end = time.monotonic() + seconds
    while True:
        try:
            return check()
        except Expected:
            if time.monotonic() > end:
                raise
        time.sleep(0.1)
