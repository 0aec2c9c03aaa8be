import Foundation
import Testing

/// A library that answers as `libnvidia-ml.so.1` does on some machine, made with the system's C compiler.
struct FakeNVML {
    struct GPU {
        var name: String
        /// MiB.
        var memory: Int
        /// What the question for the memory answers with (`nvmlReturn_t`).
        var memoryCode = 0
        var graphics = 0
        var memoryClock = 0
        /// What the question for the handle answers with.
        var handleCode = 0
    }

    var gpus: [GPU] = []
    /// How many it says that there are, when not as many as `gpus`.
    var count: Int?
    /// What starting it answers with.
    var startCode = 0
    var hangs = false
    /// Functions that it does not have.
    var without: Set<String> = []

    static let compiler = ["/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    static let comment: Comment = "needs a C compiler"

    /// Builds it in `scratch`; the library's path.
    func build(in scratch: Scratch) async throws -> String {
        let source = try scratch.write("nvml.c", source)
        let library = "\(scratch.path)/libnvidia-ml.so.1"
        let outcome = try await Program.run(
            try #require(Self.compiler), ["-shared", "-fPIC", "-w", "-o", library, source])
        try #require(outcome.status == 0, "\(outcome.error)")
        return library
    }

    private var source: String {
        let table = gpus.map {
            "{\"\($0.name)\", \($0.memory)ull << 20, \($0.memoryCode), \($0.graphics), \($0.memoryClock), \($0.handleCode)},"
        }
        // A missing function is one under another name.
        let names = without.map { "#define \($0) other_\($0)\n" }.joined()
        return """
            #include <string.h>
            #include <unistd.h>
            \(names)
            struct gpu { const char *name; unsigned long long memory; int code; unsigned graphics, clock; int handle; };
            static struct gpu gpus[] = { \(table.joined()) {0} };
            static int started;
            int nvmlInit_v2(void) {
                while (\(hangs ? 1 : 0)) pause();
                if (\(startCode)) return \(startCode);
                started++;
                return 0;
            }
            int nvmlShutdown(void) { if (!started) return 1; started--; return 0; }
            int nvmlDeviceGetCount_v2(unsigned *count) {
                if (!started) return 1;
                *count = \(count ?? gpus.count);
                return 0;
            }
            int nvmlDeviceGetHandleByIndex_v2(unsigned index, struct gpu **device) {
                if (!started) return 1;
                if (index >= \(gpus.count)) return 2;
                *device = &gpus[index];
                return gpus[index].handle;
            }
            int nvmlDeviceGetName(struct gpu *device, char *name, unsigned length) {
                if (strlen(device->name) + 1 > length) return 7;
                strcpy(name, device->name);
                return 0;
            }
            int nvmlDeviceGetMemoryInfo(struct gpu *device, unsigned long long memory[3]) {
                memory[0] = device->memory;
                memory[1] = device->memory / 2;
                memory[2] = device->memory - memory[1];
                return device->code;
            }
            int nvmlDeviceGetMaxClockInfo(struct gpu *device, int kind, unsigned *clock) {
                unsigned answer = kind == 0 ? device->graphics : kind == 2 ? device->clock : 0;
                if (!answer) return 3;
                *clock = answer;
                return 0;
            }

            """
    }
}

extension FakeNVML.GPU {
    static let a100 = Self(name: "NVIDIA A100-SXM4-80GB", memory: 81_920, graphics: 1_410, memoryClock: 1_593)
    static let h100 = Self(name: "NVIDIA H100 80GB HBM3", memory: 81_559, graphics: 1_980, memoryClock: 2_619)
}
