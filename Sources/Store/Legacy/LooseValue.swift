/// A JSON value read as the Python program writes it: numbers may be texts and the reverse, anything else is empty.
struct LooseValue: Decodable {
    var text: String
    var number: Int

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self.text = text
            number = Int(text) ?? 0
        } else if let number = try? value.decode(Double.self) {
            self.number = Int(exactly: number) ?? 0
            text = String(self.number)
        } else {
            text = ""
            number = 0
        }
    }
}
