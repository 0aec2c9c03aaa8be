package import Foundation

/// How a hub listens, what it keeps, and whom it lets in.
package struct HubConfiguration: Sendable {
    /// The address to listen on; one that is not loopback needs keys.
    package var ip: String
    /// The port to listen on; 0 takes a free one.
    package var port: Int
    /// A path before all others, as in `WANDB_BASE_URL=http://host:port/prefix`; requests without it are served, too.
    package var prefix: String
    /// The SQLite file, made with mode 0600 when it is missing; nil keeps everything in memory.
    package var path: String?
    /// Who may do anything here; empty lets everybody on this machine.
    package var keys: [HubKey]
    /// The entity of requests that name none.
    package var entity: String
    /// The project that exists before anybody has made it.
    package var project: String
    /// A running run that was not heard of for longer counts as crashed; beats come up to 34 s apart.
    package var crashAfter: Duration
    /// How often what needs no haste, heartbeats, goes into the file.
    package var saveInterval: Duration
    package var now: @Sendable () -> Date

    package init(
        ip: String = "127.0.0.1", port: Int = 8_080, prefix: String = "", path: String? = nil, keys: [HubKey] = [],
        entity: String = "neuralinternet", project: String = "opencompute", crashAfter: Duration = .seconds(180),
        saveInterval: Duration = .seconds(30), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.ip = ip
        self.port = port
        self.prefix = prefix
        self.path = path
        self.keys = keys
        self.entity = entity
        self.project = project
        self.crashAfter = crashAfter
        self.saveInterval = saveInterval
        self.now = now
    }
}
