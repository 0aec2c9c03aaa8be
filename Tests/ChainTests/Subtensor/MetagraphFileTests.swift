import Chain
import Foundation
import Keys
import TestSupport
import Testing

/// Roles that start while the chain is away, with what an earlier run has kept.
@Suite(.timeLimit(.minutes(1))) final class MetagraphFileTests {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "ni-metagraph-\(UUID().uuidString)")
    private var path: String { directory.appending(path: "metagraph.json").path }

    deinit { try? FileManager.default.removeItem(at: directory) }

    private func file(
        _ network: String = "finney", netuid: UInt16 = 27, member: AccountID? = nil
    ) throws -> MetagraphFile {
        MetagraphFile(path: path, network: try NetworkName(network), netuid: netuid, member: member)
    }

    private func cache(
        _ chain: FlakyChain, _ file: MetagraphFile?, startsUnread: Bool = false, book: LogBook = LogBook()
    ) async throws -> MetagraphCache {
        try await MetagraphCache(
            subtensor: chain, netuid: 27, interval: .seconds(600), memory: file, startsUnread: startsUnread,
            logger: book.logger, now: { chain.now })
    }

    /// A chain whose metagraph was read and kept, and that went away an hour ago.
    private func away() async throws -> FlakyChain {
        let chain = FlakyChain(block: 500)
        let neurons = try Samples.neurons()
        chain.change { $0.neurons = neurons }
        _ = try await cache(chain, try file())
        chain.change {
            $0.block = nil
            $0.date += 3_600
        }
        return chain
    }

    @Test("A role that starts while the chain is away begins with the last good metagraph and its true age")
    func kept() async throws {
        let chain = try await away()
        let book = LogBook()
        let cache = try await cache(chain, try file(), book: book)
        #expect(cache.current.block == 500)
        #expect(cache.current.neurons == (try Samples.neurons()))
        #expect(cache.age == 3_600)
        #expect(!cache.isFresh)
        #expect(book.messages == ["the chain is away: starting with the last good metagraph of an earlier run"])
        chain.change { $0.block = 800 }
        await cache.refresh()
        #expect(cache.current.block == 800)
        #expect(cache.age == 0)
    }

    @Test("The metagraph of another network or subnet is not used, nor one without the role's own hotkey")
    func others() async throws {
        let chain = try await away()
        let stranger = try #require(AccountID([UInt8](repeating: 9, count: 32)))
        let unusable = [
            try file("test"), try file("ws://127.0.0.1:9944"), try file(netuid: 1), try file(member: stranger),
        ]
        for file in unusable {
            await #expect(throws: SubtensorError.unavailable("away")) { _ = try await cache(chain, file) }
        }
        let member = try Samples.neurons()[0].hotkey
        #expect(try await cache(chain, try file(member: member)).current.block == 500)
    }

    @Test("A metagraph that is a day old, or of the future, is not used", arguments: [86_400.0, -7_300.0])
    func tooOld(_ seconds: TimeInterval) async throws {
        let chain = try await away()
        chain.change { $0.date += seconds }
        await #expect(throws: SubtensorError.unavailable("away")) { _ = try await cache(chain, try file()) }
    }

    @Test("A file that is torn is not used, and said so", arguments: [0, 1, 40, 300])
    func torn(_ count: Int) async throws {
        let chain = try await away()
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try whole.prefix(count).write(to: URL(fileURLWithPath: path))
        let book = LogBook()
        let cache = try await cache(chain, try file(), startsUnread: true, book: book)
        #expect(cache.snapshot.isUnread)
        #expect(
            book.messages == [
                "the metagraph of an earlier run cannot be read and is not used",
                "the chain is away: starting without a metagraph",
            ])
    }

    @Test("With nothing to begin with a role may begin with nothing: of no age, and filled by the first reading")
    func unread() async throws {
        let chain = FlakyChain(block: nil)
        let cache = try await cache(chain, nil, startsUnread: true)
        #expect(cache.snapshot.isUnread)
        #expect(cache.age == .infinity)
        #expect(!cache.isFresh)
        await cache.refresh()
        #expect(cache.snapshot.isUnread)
        chain.change { $0.block = 0 }
        await cache.refresh()
        #expect(!cache.snapshot.isUnread)
        #expect(cache.age == 0)
    }

    @Test("A wrong chain or subnet is told at the start, whatever there is to begin with")
    func wrong() async throws {
        _ = try await away()
        let chain = MemorySubtensor(netuid: 1, neurons: [])
        await #expect(throws: SubtensorError.unknownSubnet(27)) {
            _ = try await MetagraphCache(
                subtensor: chain, netuid: 27, interval: .seconds(600), memory: try file(), startsUnread: true,
                logger: .silent)
        }
    }

    @Test("The file is written anew every few minutes, and only after a good reading")
    func pace() async throws {
        let chain = FlakyChain(block: 1)
        let cache = try await cache(chain, try file())
        func kept() throws -> Int? {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            return (try JSONSerialization.jsonObject(with: data) as? [String: Any])?["block"] as? Int
        }
        #expect(try kept() == 1)
        for (seconds, block, expected) in [(60.0, 2 as UInt64?, 1), (130, nil, 1), (1, 3, 3), (60, 4, 3)] {
            chain.change {
                $0.date += seconds
                $0.block = block
            }
            await cache.refresh()
            #expect(try kept() == expected)
        }
    }

    @Test("A file that cannot be written is told once, and stops nothing")
    func unwritable() async throws {
        let chain = FlakyChain(block: 1)
        let book = LogBook()
        let file = MetagraphFile(path: "/proc/none/metagraph.json", network: try NetworkName("finney"), netuid: 27)
        let cache = try await cache(chain, file, book: book)
        for block in UInt64(2)...4 {
            chain.change {
                $0.date += 600
                $0.block = block
            }
            await cache.refresh()
        }
        #expect(cache.current.block == 4)
        #expect(book.messages == ["the metagraph cannot be kept for the next start"])
    }
}
