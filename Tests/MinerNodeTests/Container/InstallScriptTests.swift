import Foundation
import Testing

@testable import MinerNode

/// The SSH layer's first step, run in a folder that stands for a base image.
struct InstallScriptTests {
    /// A folder with `bin` as the whole PATH.
    private struct Image {
        let scratch: Scratch

        static func with(_ body: (Image) async throws -> Void) async throws {
            try await Scratch.with { scratch in
                let image = Image(scratch: scratch)
                for tool in ["mkdir", "ln", "rm"] {
                    try scratch.write("bin/\(tool)", "#!/bin/sh\nPATH=/usr/bin:/bin exec \(tool) \"$@\"\n", mode: 0o755)
                }
                try scratch.write("usr/sbin/sshd", "", mode: 0o755)
                try await body(image)
            }
        }

        /// A program that imports NumPy when the file `numpy` lies beside it.
        func python(_ path: String, numPy: Bool) throws {
            let pip = #"if [ "$1" = -m ]; then echo pip; : > "\#(scratch.path)/\#(path)-numpy"; exit 0; fi"#
            try scratch.write(path, "#!/bin/sh\n\(pip)\ntest -e '\(scratch.path)/\(path)-numpy'\n", mode: 0o755)
            if numPy { try scratch.write("\(path)-numpy", "") }
        }

        /// An apt-get that tells its calls, and when it installs brings `usr/bin/python3`, or fails.
        func aptGet(works: Bool) throws {
            let from = "\(scratch.path)/packages/python3"
            try python("packages/python3", numPy: true)
            let install = "mkdir -p '\(scratch.path)/usr/bin'; ln -s '\(from)' '\(scratch.path)/usr/bin/python3'"
            try scratch.write(
                "bin/apt-get",
                "#!/bin/sh\necho \"apt-get $*\"\n\(works ? "case $1 in install) \(install);; esac" : "exit 100")\n",
                mode: 0o755)
        }

        func install() async throws -> Program.Outcome {
            // Every absolute path of the script is one of the folder's.
            let script = SSHBaseRecipe.install.replacing(/\/(opt|usr|var)\//) { "\(scratch.path)/\($0.output.1)/" }
            let file = try scratch.write("install", script)
            return try await Program.run("/bin/sh", [file], environment: ["PATH": "\(scratch.path)/bin"])
        }

        var link: String? {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(scratch.path)/opt/conda/bin/python")
        }
    }

    @Test("An image that has all is left as it is, without a package manager", arguments: ["conda", "system"])
    func complete(kind: String) async throws {
        try await Image.with { image in
            try image.aptGet(works: true)
            try image.python(kind == "conda" ? "opt/conda/bin/python" : "bin/python3", numPy: true)
            let end = try await image.install()
            #expect(end.status == 0)
            #expect(end.output == "")
            #expect(image.link == (kind == "conda" ? nil : "\(image.scratch.path)/bin/python3"))
        }
    }

    @Test("Python and NumPy are installed where they are missing", arguments: [true, false])
    func installs(hasOwnPython: Bool) async throws {
        try await Image.with { image in
            try image.aptGet(works: true)
            // One of the image's own, for which the distribution's NumPy is not.
            if hasOwnPython { try image.python("bin/python3", numPy: false) }
            let end = try await image.install()
            #expect(end.status == 0)
            #expect(end.output.contains("apt-get install -y --no-install-recommends python3 python3-numpy"))
            #expect(!end.output.contains(SSHBaseRecipe.noNumPy))
            #expect(image.link == "\(image.scratch.path)/usr/bin/python3")
        }
    }

    @Test("conda's Python gets its NumPy from pip")
    func conda() async throws {
        try await Image.with { image in
            try image.aptGet(works: true)
            try image.python("opt/conda/bin/python", numPy: false)
            let end = try await image.install()
            #expect(end.status == 0)
            #expect(end.output == "pip\n")
        }
    }

    @Test("Where nothing can be installed the layer is made all the same, and says so", arguments: [true, false])
    func offline(hasPython: Bool) async throws {
        try await Image.with { image in
            try image.aptGet(works: false)
            if hasPython { try image.python("bin/python3", numPy: false) }
            let end = try await image.install()
            #expect(end.status == 0)
            #expect(end.output.hasSuffix("\(SSHBaseRecipe.noNumPy)\n"))
            #expect(image.link == (hasPython ? "\(image.scratch.path)/bin/python3" : nil))
        }
    }
}
