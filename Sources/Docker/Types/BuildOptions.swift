/// How an image is built: the query of `POST /build`.
package struct BuildOptions: Sendable {
    /// `name:tag` given to the result.
    package var tag: String?
    /// Path of the Dockerfile in the context.
    package var dockerfile = "Dockerfile"
    package var arguments: [String: String] = [:]
    package var labels: [String: String] = [:]
    /// Network of the build's containers, as `host` or `none`; nil leaves the engine's.
    package var networkMode: String?
    /// True leaves out what an earlier build made.
    package var noCache = false
    /// Memory limit in bytes of the build's containers.
    package var memory: Int64?

    /// A build of `Dockerfile` under `tag`.
    package init(tag: String? = nil) { self.tag = tag }
}
