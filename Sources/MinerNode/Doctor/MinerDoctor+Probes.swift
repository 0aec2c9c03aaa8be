package import Chain
package import Foundation
package import Keys
package import SharedState
import Timing

extension MinerDoctor {
    /// What the doctor asks, one closure for each question.
    package struct Probes: Sendable {
        /// Opens the hotkey as the miner does.
        package var hotkey: @Sendable () async throws -> AccountID
        package var subtensor: any Subtensor
        /// The chain's best block now.
        package var moment: @Sendable () async throws -> ChainMoment
        package var engine: EngineProbe
        package var gpus: @Sendable () async -> GPUReport
        /// The NVIDIA Container Toolkit's version; nil when there is none.
        package var toolkit: @Sendable () async -> ToolkitVersion?
        /// The shared state, or nil where there is no key for one; not looked at where it is off.
        package var state: (@Sendable () throws -> (any RunProject)?)?
        package var now: @Sendable () -> Date = { Date() }
        /// Waits between two looks for a new block.
        package var pause: @Sendable () async throws -> Void = { try await Pacing.rest(.milliseconds(250)) }
        /// Bytes that can still be written in a directory; nil when it cannot be told.
        package var diskFree: @Sendable (String) -> Int? = { directory in
            let space = DiskSpace(of: directory)
            return space.total > 0 ? space.free : nil
        }
        /// Where the control groups are mounted.
        package var controlGroups = "/sys/fs/cgroup"
        /// The variable PATH.
        package var path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        /// Time for one answer of the wallet, the chain or the engine.
        package var patience: Duration = .seconds(20)

        package init(
            hotkey: @escaping @Sendable () async throws -> AccountID, subtensor: any Subtensor,
            moment: @escaping @Sendable () async throws -> ChainMoment, engine: EngineProbe,
            gpus: @escaping @Sendable () async -> GPUReport,
            toolkit: @escaping @Sendable () async -> ToolkitVersion? = { await Probes.installedToolkit() }
        ) {
            self.hotkey = hotkey
            self.subtensor = subtensor
            self.moment = moment
            self.engine = engine
            self.gpus = gpus
            self.toolkit = toolkit
        }

        /// The version that `nvidia-ctk` of the PATH says.
        package static func installedToolkit() async -> ToolkitVersion? {
            let said = try? await ProgramRun.output("nvidia-ctk", ["--version"], limit: .seconds(10), most: 4_096)
            return said.flatMap { $0.status == 0 ? ToolkitVersion(output: $0.output) : nil }
        }
    }
}
