internal import Glibc

/// The memory of a process that holds keys is written to no file when it crashes.
package enum CoreDumps {
    /// No core file of this process, or of those it starts, is written from now on.
    ///
    /// The limit is one byte, not none: a core that is piped to a program (`core_pattern` with `|`) is not bound by 0,
    /// and the kernel gives up at 1. `/proc` stays readable for the same user: with PR_SET_DUMPABLE it would not be.
    package static func forbid() {
        var limit = rlimit()
        guard getrlimit(Int32(RLIMIT_CORE.rawValue), &limit) == 0 else { return }
        let most = min(limit.rlim_max, 1)
        limit = rlimit(rlim_cur: most, rlim_max: most)
        _ = setrlimit(Int32(RLIMIT_CORE.rawValue), &limit)
    }
}
