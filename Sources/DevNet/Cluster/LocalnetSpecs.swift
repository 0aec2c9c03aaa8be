import AsyncHTTPClient
import JSON
import Keys
import Market
import Wire

/// Asks the miners of a local network what machines they are, as a validator does.
enum LocalnetSpecs {
    /// A line for each of the miners that answered, by hotkey.
    static func ask(_ miners: [AxonTarget], as validator: Keypair) async -> [String: String] {
        let dendrite = Dendrite(keypair: validator, http: .dendrite, ip: "127.0.0.1")
        return await withTaskGroup(of: (String, String)?.self) { group in
            for miner in miners {
                group.addTask {
                    let outcome = await dendrite.call(Specs.name, Specs(), to: miner, timeout: .seconds(60))
                    guard case .answered(let answer, _) = outcome,
                        let json = try? JSONValue.parse(Array(answer.specsOutput.utf8)),
                        let specs = try? HardwareSpecs(json: json)
                    else { return nil }
                    return (miner.hotkey.ss58, specs.summary)
                }
            }
            return await group.reduce(into: [:]) { found, line in
                if let line { found[line.0] = line.1 }
            }
        }
    }
}
