import Market
import MinerNode
import Testing

@Suite struct LimitsModeTests {
    private static let wish = DeviceRequirement(cpuCount: 2, diskBytes: 5 << 30, ramBytes: 1 << 30)

    @Test("The renter gets the machine unless the operator chose limits")
    func none() {
        #expect(LimitsMode.none.limits(Self.wish) == nil)
    }

    @Test("With limits the container gets what was asked for, and never too little to start")
    func requested() {
        #expect(
            LimitsMode.requested.limits(Self.wish)
                == ContainerLimits(nanoCPUs: 2_000_000_000, memory: 1 << 30, disk: 5 << 30))
        #expect(LimitsMode.requested.limits(DeviceRequirement(ramBytes: 1))?.memory == 64 << 20)
    }

    @Test("Numbers beyond all bounds make no trap", arguments: [Int.max, Int.min, 0, -1])
    func hostile(_ number: Int) {
        let wish = DeviceRequirement(cpuCount: number, diskBytes: number, ramBytes: number)
        let limits = LimitsMode.requested.limits(wish)
        #expect((limits?.nanoCPUs ?? 1) > 0)
        #expect((limits?.memory ?? 1) > 0)
    }
}
