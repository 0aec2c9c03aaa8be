internal import Foundation
package import NIOCore
internal import Synchronization

/// Counts a listener's connections by remote address, so that one host cannot take all of them.
///
/// An IPv4 address counts by itself, an IPv6 address with its /64, which is what one host gets. What comes over
/// loopback does not count unless wanted: proxies connect from there, and Unix sockets have no address at all.
package final class AddressQuota: Sendable {
    private let most: Int
    private let isShared: Bool
    private let countsLoopback: Bool
    private let open = Mutex<[[UInt8]: Int]>([:])

    /// - Parameters:
    ///   - most: Connections of one address at a time.
    ///   - isShared: Whether all addresses together have no more than that.
    ///   - countsLoopback: Whether loopback addresses count, too.
    package init(most: Int = 64, isShared: Bool = false, countsLoopback: Bool = false) {
        self.most = most
        self.isShared = isShared
        self.countsLoopback = countsLoopback
    }

    /// How many connections are counted now.
    package var connections: Int { open.withLock { $0.values.reduce(0, +) } }

    /// Counts `channel` until it is closed; false, and not counted, when its address has enough.
    package func admit(_ channel: any Channel) -> Bool {
        guard let host = Self.host(of: channel.remoteAddress, withLoopback: countsLoopback) else { return true }
        let key = isShared ? [] : host
        let isAdmitted = open.withLock { open in
            let count = open[key, default: 0]
            guard count < most else { return false }
            open[key] = count + 1
            return true
        }
        guard isAdmitted else { return false }
        channel.closeFuture.whenComplete { _ in self.letGo(key) }
        return true
    }

    private func letGo(_ key: [UInt8]) {
        open.withLock { open in
            let count = open[key, default: 1] - 1
            open[key] = count > 0 ? count : nil
        }
    }

    /// The bytes that stand for the host at `address`; nil where it does not count.
    private static func host(of address: SocketAddress?, withLoopback: Bool) -> [UInt8]? {
        guard let text = address?.ipAddress else { return nil }
        if let four = bytes(AF_INET, 4, text) { return four.first == 127 && !withLoopback ? nil : four }
        guard let six = bytes(AF_INET6, 16, text) else { return nil }
        if six.dropLast().allSatisfy({ $0 == 0 }), six.last == 1 { return withLoopback ? six : nil }
        // A listener on :: sees IPv4 addresses written as IPv6.
        let isFour = six.prefix(10).allSatisfy { $0 == 0 } && six[10...11].allSatisfy { $0 == 0xff }
        guard isFour else { return Array(six.prefix(8)) }
        return six[12] == 127 && !withLoopback ? nil : Array(six.suffix(4))
    }

    private static func bytes(_ family: Int32, _ count: Int, _ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
