// swift-tools-version: 6.3
import PackageDescription

// The program and its measuring tools in one release build. `Sources` is a link to the program's own: the tools use its
// targets as they are, and nothing of them is in the product.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }

/// Everything outside that the program imports; what each target may import is decided in the program's own manifest.
let theirs: [Target.Dependency] = [
    nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"), nio("NIOWebSocket"),
    nio("NIOFoundationCompat"), .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"), .product(name: "Crypto", package: "swift-crypto"),
    .product(name: "CryptoExtras", package: "swift-crypto"), .product(name: "X509", package: "swift-certificates"),
    .product(name: "SwiftASN1", package: "swift-asn1"),
    .product(name: "ArgumentParser", package: "swift-argument-parser"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
    .product(name: "CoreMetrics", package: "swift-metrics"), .product(name: "Subprocess", package: "swift-subprocess"),
    .product(name: "AsyncHTTPClient", package: "async-http-client"),
    .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"), .product(name: "GRDB", package: "GRDB.swift"),
    .product(name: "Yams", package: "Yams"),
]

/// The program's libraries in the order of their layers.
let layers = [
    "Failpoints", "Timing", "JSON", "Connections", "Monitoring", "WebSockets", "Keys", "Docker", "Market", "Chain",
    "DevChain", "Wire",
    "Store",
    "SharedState", "Hub", "MinerNode", "AllocationAPI", "DevNet",
]
let libraries = layers.indices.map { index in
    Target.target(
        name: layers[index],
        dependencies: ["CSodium", "CXXHash"] + layers[..<index].map { Target.Dependency.byName(name: $0) } + theirs,
        swiftSettings: settings)
}
let ours = layers.map { Target.Dependency.byName(name: $0) }

let package = Package(
    name: "ni-compute",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    ]
        + libraries + [
            .executableTarget(name: "nicompute", dependencies: ours + theirs, swiftSettings: settings),
            .executableTarget(
                name: "fanout", dependencies: ours + theirs, path: "Fanout", swiftSettings: settings),
            .executableTarget(
                name: "chaindecode", dependencies: ours + theirs, path: "ChainDecode", swiftSettings: settings),
            .executableTarget(name: "signatures", dependencies: ["Keys"], path: "Signatures", swiftSettings: settings),
        ],
    swiftLanguageModes: [.v6]
)
