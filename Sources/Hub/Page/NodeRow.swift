import Foundation
import SharedState

/// A run as a row of the list of nodes.
struct NodeRow {
    let seen: SeenRun
    let verdict: SignatureBook.Verdict
    let now: Date
    let prefix: String

    var html: HTML {
        let run = seen.run
        let (project, config) = (run.key.project, run.config)
        let path = [project.entity, project.project, run.key.name].map(HTML.segment).joined(separator: "/")
        let name = config.hotkey ?? run.displayName
        return """
            <tr><td data-name="role">\(config.role?.rawValue ?? "–")</td>\
            <td data-name="hotkey"><a href="\(prefix)/runs/\(path)" title="\(ShortText.cut(name, to: 200))">\
            \(ShortText.hotkey(name))</a></td><td data-name="state">\(Self.state(seen.state))</td>\
            <td data-name="since">\(WireDate.text(run.createdAt))</td>\
            <td data-name="heard of">\(ShortText.age(run.pulse.heardAt, at: now)) ago</td>\
            <td data-name="machine">\(SpecsSummary.text(config.specs))</td>\
            <td data-name="rented">\(rented)</td><td data-name="port">\(port)</td>\
            <td data-name="signature">\(Self.signature(verdict))</td></tr>

            """
    }

    /// To whom a miner is rented, or how many miners a validator rents.
    private var rented: HTML {
        let config = seen.run.config
        if let renter = config.allocated {
            return "<span title=\"\(ShortText.cut(renter, to: 200))\">\(ShortText.hotkey(renter))</span>"
        }
        let count = config.allocatedHotkeys.count
        return count > 0 ? "\(count) rented" : ""
    }

    private var port: HTML {
        switch seen.run.config.isPortOpen {
        case true: "<span class=\"good\">open</span>"
        case false: "<span class=\"bad\">closed</span>"
        default: ""
        }
    }

    static func state(_ state: RunState) -> HTML {
        let look = state == .running ? "good" : state == .crashed || state == .failed ? "bad" : "dim"
        return "<span class=\"\(look)\">\(state.rawValue)</span>"
    }

    static func signature(_ verdict: SignatureBook.Verdict) -> HTML {
        switch verdict {
        case .good: "<span class=\"good\">good</span>"
        case .bad: "<span class=\"bad\">forged</span>"
        case .missing: "<span class=\"dim\">none</span>"
        }
    }
}
