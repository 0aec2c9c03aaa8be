import Glibc
import Keys
import Testing

struct CoreDumpsTests {
    @Test("After it no core file is written, by this process or those it starts")
    func forbidden() {
        CoreDumps.forbid()
        var limit = rlimit()
        #expect(getrlimit(Int32(RLIMIT_CORE.rawValue), &limit) == 0)
        #expect(limit.rlim_cur <= 1)
        #expect(limit.rlim_max <= 1)
    }
}
