/// Metrics read from the Prometheus text format 0.0.4 by somebody who forgives nothing.
struct ParsedMetrics {
    /// What is wrong with a text, and where.
    struct Malformed: Error {
        let line: String
        let reason: String
    }

    struct Sample: Equatable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    private(set) var types: [String: String] = [:]
    private(set) var helps: [String: String] = [:]
    private(set) var samples: [Sample] = []

    /// The value of the one sample with this name and these labels.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples.first { $0.name == name && $0.labels == labels }?.value
    }

    init(_ text: String) throws {
        guard text.isEmpty || text.unicodeScalars.last == "\n" else {
            throw Malformed(line: "", reason: "the last line has no end")
        }
        var metric = ""
        var seen: Set<String> = []
        for scalars in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let line = String(String.UnicodeScalarView(scalars))
            func demand(_ condition: Bool, _ reason: String) throws {
                guard condition else { throw Malformed(line: line, reason: reason) }
            }
            if line.hasPrefix("#") {
                let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
                try demand(words.count == 4 && words[0] == "#", "a comment that is neither HELP nor TYPE")
                if words[2] != metric {
                    try demand(seen.insert(words[2]).inserted, "the lines of a metric stand apart")
                    metric = words[2]
                }
                switch words[1] {
                case "HELP":
                    try demand(helps[metric] == nil && types[metric] == nil, "HELP again or after TYPE")
                    helps[metric] = words[3]
                case "TYPE":
                    try demand(types[metric] == nil, "TYPE again")
                    try demand(["counter", "gauge", "histogram"].contains(words[3]), "no such type")
                    types[metric] = words[3]
                default: try demand(false, "a comment that is neither HELP nor TYPE")
                }
            } else {
                var scanner = LineScanner(line)
                guard let sample = scanner.sample() else { throw Malformed(line: line, reason: "no sample") }
                let suffixes = types[metric] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
                try demand(suffixes.contains { metric + $0 == sample.name }, "a sample of another metric")
                try demand(types[metric] != nil, "a sample without a type")
                try demand(
                    !samples.contains { $0.name == sample.name && $0.labels == sample.labels }, "a sample twice")
                samples.append(sample)
            }
        }
        for (name, type) in types where type == "histogram" { try checkHistogram(name) }
    }

    /// The buckets of each series rise, and the last one is all that was counted.
    private func checkHistogram(_ name: String) throws {
        for count in samples where count.name == name + "_count" {
            func wrong(_ reason: String) -> Malformed { Malformed(line: "\(name) \(count.labels)", reason: reason) }
            var last = (bound: -Double.infinity, value: 0.0)
            for bucket in samples where bucket.name == name + "_bucket" {
                guard let text = bucket.labels["le"], let bound = LineScanner.number(text) else { throw wrong("no le") }
                guard bucket.labels.filter({ $0.key != "le" }) == count.labels else { continue }
                guard bound > last.bound, bucket.value >= last.value else { throw wrong("the buckets do not rise") }
                last = (bound, bucket.value)
            }
            guard last.bound == .infinity, last.value == count.value else { throw wrong("+Inf is not the count") }
            guard value(name + "_sum", count.labels) != nil else { throw wrong("no sum") }
        }
    }
}
