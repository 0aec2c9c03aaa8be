import Keys
import MinerNode
import Testing
import Wire

/// Who may call a miner: every combination of what the rules look at.
@Suite struct AccessRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var isBlacklisted, isExploiter, isWhitelisted, isRegistered, hasStake, admitsLowStake: Bool

        init(_ bits: Int) {
            func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
            isBlacklisted = bit(0)
            isExploiter = bit(1)
            isWhitelisted = bit(2)
            isRegistered = bit(3)
            hasStake = bit(4)
            admitsLowStake = bit(5)
        }

        /// The specification's sentence, as one formula.
        var passes: Bool {
            !isBlacklisted && (isWhitelisted || (!isExploiter && isRegistered && (hasStake || admitsLowStake)))
        }

        var testDescription: String {
            let facts = [
                (isBlacklisted, "blacklisted"), (isExploiter, "exploiter"), (isWhitelisted, "whitelisted"),
                (isRegistered, "registered"), (hasStake, "stake"), (admitsLowStake, "flag"),
            ]
            return facts.filter(\.0).map(\.1).joined(separator: "+")
        }
    }

    @Test("Who passes, and why others do not", arguments: (0..<64).map(Case.init))
    func table(_ row: Case) throws {
        let hotkey = try Renters.hotkey(1)
        let coldkey = try Renters.hotkey(2)
        let rules = AccessRules(
            blacklistedHotkeys: row.isBlacklisted ? [hotkey.ss58] : [],
            exploiters: row.isExploiter ? [hotkey.ss58] : [],
            whitelistedHotkeys: row.isWhitelisted ? [hotkey.ss58] : [], admitLowStake: row.admitsLowStake)
        let stake = row.hasStake ? AccessRules.minimumStake : AccessRules.minimumStake - 1
        let standing = rules.standing(
            hotkey: hotkey, coldkey: row.isRegistered ? coldkey : nil, stake: row.isRegistered ? stake : nil)
        switch standing {
        case .admitted(let priority):
            #expect(row.passes)
            #expect(priority == (row.isRegistered ? stake : 0))
        case .refused(let reason):
            #expect(!row.passes)
            let expected =
                row.isBlacklisted
                ? "Blacklisted hotkey"
                : row.isExploiter ? "Exploiter hotkey" : row.isRegistered ? "Not enough stake!" : "Unrecognized hotkey"
            #expect(reason == expected)
        }
    }

    @Test("Lists of coldkeys count for the hotkeys of those coldkeys")
    func coldkeys() throws {
        let (hotkey, coldkey) = (try Renters.hotkey(1), try Renters.hotkey(2))
        let refusing = AccessRules(blacklistedColdkeys: [coldkey.ss58])
        #expect(
            refusing.standing(hotkey: hotkey, coldkey: coldkey, stake: 1e6) == .refused(reason: "Blacklisted hotkey"))
        let granting = AccessRules(whitelistedColdkeys: [coldkey.ss58])
        #expect(granting.standing(hotkey: hotkey, coldkey: coldkey, stake: 0) == .admitted(priority: 0))
        #expect(granting.standing(hotkey: hotkey, coldkey: nil, stake: nil) == .refused(reason: "Unrecognized hotkey"))
    }

    @Test("Exploiters pass like others when the operator says so")
    func exploitersAllowed() throws {
        let hotkey = try Renters.hotkey(1)
        let rules = AccessRules(exploiters: [hotkey.ss58], refuseExploiters: false)
        #expect(
            rules.standing(hotkey: hotkey, coldkey: try Renters.hotkey(2), stake: 20_000)
                == .admitted(priority: 20_000))
    }

    @Test("No key is on both built-in lists")
    func builtInLists() {
        #expect(BuiltInLists.trustedValidators.isDisjoint(with: BuiltInLists.suspectedExploiters))
        #expect(BuiltInLists.trustedValidators.count == 12)
    }
}
