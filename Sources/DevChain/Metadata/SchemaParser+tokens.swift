extension SchemaParser {
    /// The words of a path.
    static func path(_ text: String) -> [String] {
        var words: [String] = [""]
        var colons = 0
        for character in text {
            if character == ":" {
                colons += 1
                if colons == 2 { words.append("") }
                continue
            }
            colons = 0
            words[words.count - 1].append(character)
        }
        return words
    }

    /// Words (a path is one word), `...`, and single signs.
    static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        let characters = Array(text)
        var position = 0
        while position < characters.count {
            let character = characters[position]
            if character.isWhitespace {
                position += 1
            } else if isWord(character) {
                var word = ""
                while position < characters.count {
                    if isWord(characters[position]) {
                        word.append(characters[position])
                        position += 1
                    } else if characters[position...].starts(with: "::") {
                        word += "::"
                        position += 2
                    } else {
                        break
                    }
                }
                tokens.append(word)
            } else if characters[position...].starts(with: "...") {
                tokens.append("...")
                position += 3
            } else {
                tokens.append(String(character))
                position += 1
            }
        }
        return tokens
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
