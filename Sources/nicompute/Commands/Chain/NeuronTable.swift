import Chain
import Foundation
import Keys

/// Neurons as a table, one a line.
struct NeuronTable {
    let text: String

    init(_ neurons: [Neuron]) {
        var table = TextTable([
            "UID": .right, "HOTKEY": .left, "STAKE": .right, "PERMIT": .left, "TRUST": .right, "INCENTIVE": .right,
            "DIVIDENDS": .right, "UPDATED": .right, "VERSION": .right, "AXON": .left,
        ])
        for neuron in neurons {
            table.add([
                "\(neuron.uid)", neuron.hotkey.ss58, NeuronTable.amount(neuron.stake),
                neuron.validatorPermit ? "yes" : "", NeuronTable.share(neuron.trust),
                NeuronTable.share(neuron.incentive), NeuronTable.share(neuron.dividends), "\(neuron.lastUpdate)",
                neuron.axon.map { "\($0.version)" } ?? "", neuron.axon.map(NeuronTable.place) ?? "",
            ])
        }
        text = table.text
    }

    static func amount(_ value: Double) -> String { String(format: "%.3f", value) }

    static func share(_ value: Double) -> String { String(format: "%.5f", value) }

    static func place(_ axon: AxonInfo) -> String { place(axon.ip, axon.port) }

    static func place(_ ip: String, _ port: Int) -> String { ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)" }
}
