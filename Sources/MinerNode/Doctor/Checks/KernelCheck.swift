import Foundation

/// The kernel keeps renters within bounds: control groups of version 2.
struct KernelCheck: DoctorCheck {
    /// Where the control groups are mounted.
    let groups: String

    let name = "kernel"
    let remedyWhenSilent = "see what is mounted at /sys/fs/cgroup"

    /// Controllers that limits are made of.
    private static let needed: Set<String> = ["cpu", "memory", "pids"]

    func look() async throws -> DoctorOutcome {
        guard let text = try? String(contentsOfFile: "\(groups)/cgroup.controllers", encoding: .utf8) else {
            return .warning(
                "control groups of version 1: limits of containers hold only in part",
                mend: "add systemd.unified_cgroup_hierarchy=1 to GRUB_CMDLINE_LINUX in /etc/default/grub, "
                    + "then sudo update-grub && sudo reboot")
        }
        let missing = Self.needed.subtracting(text.split(whereSeparator: \.isWhitespace).map(String.init))
        guard missing.isEmpty else {
            return .warning(
                "the kernel lacks the controllers \(missing.sorted().joined(separator: ", "))",
                mend: "add cgroup_enable=memory to GRUB_CMDLINE_LINUX in /etc/default/grub, "
                    + "then sudo update-grub && sudo reboot")
        }
        return .ok("control groups of version 2")
    }
}
