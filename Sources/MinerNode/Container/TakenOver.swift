import Docker
import Synchronization

/// The one container that was not made by us: the Python program's, known by its name, for want of labels.
final class TakenOver: Sendable {
    /// The name that the Python program gives a renter's container.
    static let tenant = "ssh-container"
    /// The name that it gives a proof of GPU.
    static let test = "ssh-test-container"

    private let allocation = Mutex<String?>(nil)

    /// Whether the Python program's container is that of `id`.
    func isContainer(of id: String) -> Bool { allocation.withLock { $0 == id } }

    func begin(_ id: String) { allocation.withLock { $0 = id } }

    func end() { allocation.withLock { $0 = nil } }
}

extension EngineHost {
    package func takeOver(_ id: String) { takenOver.begin(id) }

    package func removePythonTest() async throws(HostError) { try await remove(named: TakenOver.test) }

    /// No container has this name, whatever it was doing.
    func remove(named name: String) async throws(HostError) {
        do {
            try await docker.removeContainer(name, force: true, volumes: true)
        } catch  where error.isNotFound {
            return
        } catch {
            throw .engine(error)
        }
    }
}
