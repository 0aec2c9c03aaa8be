/// What kernels write about machines of several kinds, in the form of their `cpuinfo` and `meminfo`.
enum KernelText {
    /// Two sockets with four cores of two threads each; the ids have gaps, as those of Xeons do.
    static let dualSocket = (0..<16).map { number in
        """
        processor\t: \(number)
        vendor_id\t: GenuineIntel
        cpu family\t: 6
        model name\t: Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz
        cpu MHz\t\t: \(1_000 + number * 100).\(number)00
        physical id\t: \(number / 4 % 2)
        siblings\t: 8
        core id\t\t: \([0, 1, 8, 27][number % 4])
        cpu cores\t: 4
        flags\t\t: fpu vme de pse core id : 99
        power management:


        """
    }.joined()

    /// A virtual machine whose kernel says nothing of cores.
    static let virtualMachine = (0..<6).map { number in
        """
        processor\t: \(number)
        vendor_id\t: AuthenticAMD
        model name\t: AMD EPYC Processor
        cpu MHz\t\t: 2445.406
        bugs\t\t:
        power management:


        """
    }.joined()

    /// An ARM server: no clock, no cores, and an older kernel's first line.
    static let arm =
        "Processor\t: AArch64 Processor rev 1 (aarch64)\n"
        + (0..<4).map { number in
            """
            processor\t: \(number)
            BogoMIPS\t: 243.75
            Features\t: fp asimd evtstrm aes
            CPU implementer\t: 0x41
            CPU part\t: 0xd0c


            """
        }.joined() + "Hardware\t: Generic\n"

    static let memory = """
        MemTotal:       263849916 kB
        MemFree:        100000000 kB
        MemAvailable:   200000000 kB
        Buffers:          1000000 kB
        Cached:          90000000 kB
        SwapCached:             0 kB
        SwapTotal:        8388604 kB
        SwapFree:         8000000 kB
        SReclaimable:     5000000 kB
        HugePages_Total:       0
        DirectMap1G:    25165824 kB

        """
}
