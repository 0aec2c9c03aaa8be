// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility"),
    // Points at which a test may kill the process; never in a release build.
    .define("FAILPOINTS", .when(configuration: .debug)),
]

/// For parsers, codecs and key derivation, which all other tests wait for: unoptimised they take thirty times as long.
let fast: [SwiftSetting] = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A library in `Sources/<name>` and its tests in `Tests/<name>Tests`.
///
/// `ours` is the complete list of sibling targets that it may import, `theirs` of outside products.
func library(
    _ name: String, ours: [String] = [], theirs: [Target.Dependency] = [], tests: [Target.Dependency] = [],
    settings: [SwiftSetting] = settings
) -> [Target] {
    let siblings = ours.map { Target.Dependency.byName(name: $0) }
    return [
        .target(name: name, dependencies: siblings + theirs, swiftSettings: settings),
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + siblings + theirs + tests,
            swiftSettings: settings),
    ]
}

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "ni-compute",
    products: [.executable(name: "nicompute", targets: ["nicompute"])],
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
        [.systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])])],
        [.systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])])],
        [.target(name: "Failpoints", swiftSettings: settings)],
        [
            .target(
                name: "TestSupport", dependencies: [logging, lifecycle, nioCore, nioPosix], path: "Tests/TestSupport",
                swiftSettings: settings)
        ],
        library("JSON", settings: fast),
        library("Timing", theirs: [lifecycle]),
        library("Keys", ours: ["CSodium"], settings: fast),
        library("Docker", theirs: [httpClient, nioCore, nioHTTP1, nioFoundation, logging], tests: [nioPosix]),
        library("Market", ours: ["Keys", "JSON"], theirs: [cryptoExtras, crypto]),
        library(
            "Connections", theirs: [hummingbirdCore, nioCore, nioHTTPTypes],
            tests: [httpTypes, nioEmbedded, nioPosix]),
        library(
            "Monitoring", ours: ["Timing", "Connections"],
            theirs: [hummingbird, hummingbirdCore, httpTypes, nioCore, coreMetrics, logging, lifecycle],
            tests: [httpClient, nioHTTP1]),
        library(
            "WebSockets", ours: ["Timing"],
            theirs: [nioCore, nioPosix, nioHTTP1, nioWebSocket, nioSSL, nioFoundation, logging]),
        library(
            "Chain", ours: ["Keys", "Timing", "JSON", "WebSockets", "CSodium", "CXXHash"],
            theirs: [nioCore, nioPosix, logging, lifecycle], settings: fast),
        library(
            "DevChain", ours: ["Keys", "Timing", "JSON", "WebSockets", "Chain"],
            theirs: [nioCore, nioPosix, logging, lifecycle]),
        library(
            "Wire", ours: ["Keys", "JSON", "Market", "Timing", "Connections"],
            theirs: [
                hummingbird, hummingbirdCore, httpClient, httpTypes, nioCore, nioPosix, nioHTTP1, nioFoundation, crypto,
                coreMetrics, logging, lifecycle,
            ]),
        library("Store", ours: ["Keys", "JSON", "Market", "CSodium"], theirs: [grdb, logging]),
        library(
            "SharedState", ours: ["Keys", "JSON", "Timing"],
            theirs: [httpClient, nioCore, nioHTTP1, nioFoundation, crypto, coreMetrics, logging, lifecycle],
            tests: [nioPosix]),
        library(
            "Hub", ours: ["JSON", "Timing", "SharedState", "Connections"],
            theirs: [hummingbird, hummingbirdCore, httpTypes, nioCore, grdb, crypto, logging, lifecycle],
            tests: [httpClient, nioHTTP1]),
        library(
            "MinerNode",
            ours: [
                "Keys", "JSON", "Market", "Chain", "Wire", "Docker", "SharedState", "Monitoring", "Failpoints",
                "Timing", "Connections",
            ],
            theirs: [crypto, cryptoExtras, nioCore, nioPosix, coreMetrics, subprocess, logging, lifecycle]),
        library(
            "AllocationAPI",
            ours: [
                "Keys", "JSON", "Market", "Chain", "Wire", "Store", "SharedState", "Monitoring", "Failpoints", "Timing",
                "WebSockets", "Connections",
            ],
            theirs: [
                hummingbird, hummingbirdCore, hummingbirdTLS, httpTypes, httpClient, nioCore, nioPosix, nioHTTP1,
                nioHTTPTypes, nioHTTPTypesHTTP1, nioWebSocket, nioSSL, nioFoundation, crypto, cryptoExtras, x509, asn1,
                coreMetrics, logging, lifecycle,
            ]),
        library(
            "DevNet",
            ours: [
                "Keys", "JSON", "Market", "Chain", "DevChain", "Wire", "Docker", "Store", "SharedState", "Hub",
                "MinerNode", "AllocationAPI", "Timing", "Connections",
            ],
            theirs: [httpClient, logging, lifecycle]),
        [
            .testTarget(
                name: "InteropTests",
                dependencies: [
                    "Keys", "Market", "Wire", "JSON", "Chain", "DevChain", "SharedState", "Hub", "AllocationAPI",
                    "Timing", "TestSupport",
                    httpClient, httpTypes, logging, lifecycle,
                ],
                exclude: ["python"], swiftSettings: settings),
            .testTarget(
                name: "NetworkTests",
                dependencies: [
                    "nicompute", "Keys", "JSON", "Market", "Chain", "DevChain", "Wire", "Docker", "Store",
                    "SharedState",
                    "Hub", "MinerNode", "AllocationAPI", "DevNet", "Timing", "TestSupport", httpClient, nioCore,
                    nioPosix, nioHTTP1,
                    nioSSL, nioFoundation, logging,
                ],
                swiftSettings: settings),
        ],
        [
            .executableTarget(
                name: "nicompute",
                dependencies: [
                    "Keys", "JSON", "Market", "Chain", "DevChain", "Wire", "Docker", "Store", "SharedState", "Hub",
                    "MinerNode", "AllocationAPI", "DevNet", "Monitoring", "Timing", httpClient, nioCore, arguments,
                    yams, logging,
                    lifecycle,
                    unixSignals,
                ],
                swiftSettings: settings)
        ],
    ].flatMap { $0 },
    swiftLanguageModes: [.v6]
)
