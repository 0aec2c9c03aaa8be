package import Foundation
package import Keys
import Logging

/// The last good metagraph in a file, for a role that starts while the chain is away.
///
/// It is replaced as a whole; one that is torn, too old, or of another network or subnet is never used.
package struct MetagraphFile: Sendable {
    private let path: String
    private let chain: String
    private let netuid: UInt16
    private let member: AccountID?

    /// Seconds for which a metagraph is of use.
    package static let longest: TimeInterval = 24 * 3_600
    /// Seconds between two writings.
    static let pause: TimeInterval = 180
    /// Seconds by which the clock may have gone back since the writing.
    private static let tolerance: TimeInterval = 60
    /// Bytes; the largest subnets take some millions.
    private static let limit = 64 << 20
    private static let version = 1

    /// - Parameter member: A metagraph without this neuron is not used: it may have registered since.
    package init(path: String, network: NetworkName, netuid: UInt16, member: AccountID? = nil) {
        self.path = path
        chain = network.fingerprint
        self.netuid = netuid
        self.member = member
    }

    private struct Content: Codable {
        var version: Int
        var chain: String
        var netuid: UInt16
        var block: UInt64
        /// Seconds since 1970, as all times here.
        var time: Double?
        var readAt: Double
        var neurons: [Neuron]

        enum CodingKeys: String, CodingKey {
            case version
            case chain
            case netuid
            case block
            case time
            case readAt = "read_at"
            case neurons
        }
    }

    /// The file holds `snapshot`; after a crash the old content or the new, never a part.
    func write(_ snapshot: MetagraphCache.Snapshot) throws {
        let metagraph = snapshot.metagraph
        let content = Content(
            version: Self.version, chain: chain, netuid: netuid, block: metagraph.block,
            time: metagraph.time?.timeIntervalSince1970, readAt: snapshot.readAt.timeIntervalSince1970,
            neurons: metagraph.neurons)
        let bytes = [UInt8](try JSONEncoder().encode(content))
        guard bytes.count <= Self.limit else { throw FileError.tooLarge(path: path, limit: Self.limit) }
        try PrivateFile.write(bytes, to: path)
    }

    /// The metagraph in the file with the time at which it was read; nil when there is none that may be used at `time`.
    func read(at time: Date, logger: Logger) -> MetagraphCache.Snapshot? {
        do {
            guard let bytes = try PrivateFile.read(path, limit: Self.limit) else { return nil }
            let content = try JSONDecoder().decode(Content.self, from: Data(bytes))
            if let reason = objection(to: content, at: time) {
                logger.notice("the metagraph of an earlier run is not used", metadata: ["reason": "\(reason)"])
                return nil
            }
            let metagraph = Metagraph(
                netuid: netuid, block: content.block, neurons: content.neurons,
                time: content.time.map { Date(timeIntervalSince1970: $0) })
            if let member, metagraph.neuron(of: member) == nil {
                logger.notice(
                    "the metagraph of an earlier run is not used", metadata: ["reason": "the hotkey is not in it"])
                return nil
            }
            return .init(metagraph: metagraph, readAt: min(time, Date(timeIntervalSince1970: content.readAt)))
        } catch {
            logger.warning(
                "the metagraph of an earlier run cannot be read and is not used", metadata: ["path": "\(path)"])
            return nil
        }
    }

    private func objection(to content: Content, at time: Date) -> String? {
        if content.version != Self.version { return "it has version \(content.version)" }
        if content.chain != chain { return "it is of another network" }
        if content.netuid != netuid { return "it is of subnet \(content.netuid)" }
        let age = time.timeIntervalSince1970 - content.readAt
        if age < -Self.tolerance { return "it is of the future" }
        return age < Self.longest ? nil : "it is too old"
    }
}
