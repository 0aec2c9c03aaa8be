import Docker
import MinerNode
import Testing

extension LiveEngineTests {
    /// Containers that are looked at and removed, on a real engine.
    struct RemovalTests {
        @Test("Nothing is left after a removal, and a second one is content")
        func twice() async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order(script: "touch /x", volume: "/data")
                try await fixture.provision(order)
                #expect(try await fixture.left(of: order.id).count == 4)
                for _ in 0..<2 {
                    try await fixture.host.remove(order.id)
                    #expect(try await fixture.left(of: order.id).isEmpty)
                    #expect(try await fixture.host.state(of: order.id) == .absent)
                }
            }
        }

        @Test("A paused container is alive, and is removed")
        func paused() async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order()
                let container = try await fixture.provision(order)
                #expect(try await fixture.host.state(of: order.id) == .running)
                try await fixture.docker.pauseContainer(container.containerID)
                #expect(try await fixture.host.state(of: order.id) == .paused)
                try await fixture.host.remove(order.id)
                #expect(try await fixture.left(of: order.id).isEmpty)
            }
        }

        @Test("A tenant who replaces programs and stops sshd cannot prevent the removal")
        func hostileTenant() async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order(volume: "/data")
                let container = try await fixture.provision(order)
                _ = try await fixture.inside(
                    container,
                    """
                    for f in /bin/kill /usr/bin/kill /bin/sh; do printf '#!/bin/false\\n' > $f; done
                    rm -rf /usr/sbin/sshd /usr/local/sbin/ni-entrypoint
                    kill -STOP $(cat /run/sshd.pid) 2>/dev/null; true
                    """)
                try await fixture.host.remove(order.id)
                #expect(try await fixture.left(of: order.id).isEmpty)
            }
        }

        @Test("Eight removals at once all succeed")
        func concurrent() async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order(volume: "/data")
                try await fixture.provision(order)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<8 { group.addTask { try await fixture.host.remove(order.id) } }
                    try await group.waitForAll()
                }
                #expect(try await fixture.left(of: order.id).isEmpty)
            }
        }

        @Test("Miners of one engine see and remove only their own")
        func twoMiners() async throws {
            try await EngineFixture.with { one in
                try await EngineFixture.with { other in
                    let order = try await one.order(volume: "/data")
                    let container = try await one.provision(order)
                    #expect(try await other.host.owned().isEmpty)
                    #expect(try await other.host.strays().isEmpty)
                    #expect(try await other.host.state(of: order.id) == .absent)
                    try await other.host.remove(order.id)
                    let owned = try await one.host.owned()
                    #expect(owned.map(\.id) == [order.id])
                    #expect(owned.first?.containerID == container.containerID)
                    #expect(owned.first?.state == .running)
                    #expect(owned.first?.deadline == order.deadline)
                    #expect(owned.first?.kind == .tenant)
                    #expect(owned.first?.owner == "owner-1")
                }
            }
        }

        @Test("A container that a reboot stopped is started again, and starting what runs is no error")
        func start() async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order()
                let container = try await fixture.provision(order)
                try await fixture.docker.stopContainer(container.containerID, grace: .seconds(2))
                guard case .exited = try await fixture.host.state(of: order.id) else {
                    Issue.record("it still runs")
                    return
                }
                for _ in 0..<2 {
                    try await fixture.host.start(order.id)
                    #expect(try await fixture.host.state(of: order.id) == .running)
                }
            }
        }

        @Test("Starting what is not there is an error of the engine's kind")
        func startAbsent() async throws {
            try await EngineFixture.with { fixture in
                let error = await #expect(throws: HostError.self) { try await fixture.host.start("abc") }
                guard case .engine(let reason) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(reason.isNotFound)
            }
        }

        @Test("A volume and a network without a container are strays, and go with a removal")
        func strays() async throws {
            try await EngineFixture.with { fixture in
                let labels = ["ni.miner": fixture.miner, "ni.allocation": "0a0b"]
                try await fixture.docker.createVolume("ni-vol-test-\(fixture.miner)", labels: labels)
                try await fixture.docker.createNetwork(NetworkSpec(name: "ni-net-\(fixture.miner)", labels: labels))
                #expect(try await fixture.host.strays() == ["0a0b"])
                try await fixture.host.remove("0a0b")
                #expect(try await fixture.host.strays().isEmpty)
            }
        }
    }
}
