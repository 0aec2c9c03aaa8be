import Glibc

extension NVML {
    /// The library's functions that we call.
    struct Functions {
        typealias Plain = @convention(c) () -> CInt
        typealias Count = @convention(c) (UnsafeMutablePointer<CUnsignedInt>) -> CInt
        typealias Handle = @convention(c) (CUnsignedInt, UnsafeMutablePointer<OpaquePointer?>) -> CInt
        typealias Name = @convention(c) (OpaquePointer?, UnsafeMutablePointer<CChar>, CUnsignedInt) -> CInt
        /// `nvmlMemory_t`: three 64-bit numbers of bytes - total, free, used.
        typealias Memory = @convention(c) (OpaquePointer?, UnsafeMutablePointer<UInt64>) -> CInt
        /// Of `nvmlClockType_t`: 0 graphics, 2 memory. MHz.
        typealias Clock = @convention(c) (OpaquePointer?, CInt, UnsafeMutablePointer<CUnsignedInt>) -> CInt

        let start: Plain
        let shutdown: Plain
        let count: Count
        let handle: Handle
        private let name: Name
        private let memory: Memory
        private let clock: Clock

        init(_ path: String) throws(Problem) {
            guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
                throw .notLoaded(dlerror().map { String(cString: $0) } ?? "the library cannot be loaded")
            }
            func symbol<F>(_ name: String, _ type: F.Type) throws(Problem) -> F {
                guard let address = dlsym(library, name) else { throw .symbolMissing(name) }
                return unsafeBitCast(address, to: type)
            }
            start = try symbol("nvmlInit_v2", Plain.self)
            shutdown = try symbol("nvmlShutdown", Plain.self)
            count = try symbol("nvmlDeviceGetCount_v2", Count.self)
            handle = try symbol("nvmlDeviceGetHandleByIndex_v2", Handle.self)
            name = try symbol("nvmlDeviceGetName", Name.self)
            memory = try symbol("nvmlDeviceGetMemoryInfo", Memory.self)
            clock = try symbol("nvmlDeviceGetMaxClockInfo", Clock.self)
        }

        func name(of device: OpaquePointer?) throws(Problem) -> String {
            // NVML_DEVICE_NAME_V2_BUFFER_SIZE, and a zero that the library does not see.
            var text = [CChar](repeating: 0, count: 97)
            try check("nvmlDeviceGetName", name(device, &text, 96))
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        /// MB of 2^20 bytes; 0 where the library does not support the question (`NVML_ERROR_NOT_SUPPORTED`).
        func capacity(of device: OpaquePointer?) throws(Problem) -> Int {
            var memory: [UInt64] = [0, 0, 0]
            let code = self.memory(device, &memory)
            if code == 3 { return 0 }
            try check("nvmlDeviceGetMemoryInfo", code)
            return Int(clamping: memory[0] >> 20)
        }

        func highestClock(of device: OpaquePointer?, _ kind: CInt) -> Int? {
            var clock: CUnsignedInt = 0
            guard self.clock(device, kind, &clock) == 0, clock > 0 else { return nil }
            return Int(clock)
        }
    }
}
