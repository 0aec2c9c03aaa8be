import Testing

@testable import AllocationAPI

@Suite struct PageTests {
    struct Case: Sendable {
        let number: Int?
        let size: Int
        let count: Int
        let range: Range<Int>
        let said: (Int, Int, Int?)

        init(_ number: Int?, _ size: Int, of count: Int, _ range: Range<Int>, _ said: (Int, Int, Int?)) {
            self.number = number
            self.size = size
            self.count = count
            self.range = range
            self.said = said
        }
    }

    static let cases = [
        Case(nil, 50, of: 0, 0..<0, (1, 0, nil)), Case(nil, 50, of: 120, 0..<120, (1, 120, nil)),
        Case(1, 50, of: 120, 0..<50, (1, 50, 2)), Case(2, 50, of: 120, 50..<100, (2, 50, 3)),
        Case(3, 50, of: 120, 100..<120, (3, 50, nil)), Case(4, 50, of: 120, 120..<120, (4, 50, nil)),
        Case(2, 50, of: 100, 50..<100, (2, 50, nil)), Case(1, 50, of: 0, 0..<0, (1, 50, nil)),
        Case(1, .max, of: 3, 0..<3, (1, .max, nil)), Case(.max, .max, of: 3, 3..<3, (.max, .max, nil)),
        Case(.max, 1, of: 3, 3..<3, (.max, 1, nil)), Case(2, .max, of: 3, 3..<3, (2, .max, nil)),
        Case(3, 1, of: 3, 2..<3, (3, 1, nil)),
    ]

    @Test("A page is a part of the list, and says where it goes on", arguments: cases)
    func slice(_ expected: Case) {
        let slice = PageRequest(number: expected.number, size: expected.size).slice(of: expected.count)
        #expect(slice.range == expected.range)
        #expect((slice.number, slice.size) == (expected.said.0, expected.said.1))
        #expect(slice.next == expected.said.2)
    }

    @Test("Pages that follow each other hold everything once", arguments: [1, 2, 7, 50, 1_000])
    func walk(_ size: Int) {
        var seen: [Int] = []
        var next: Int? = 1
        while let number = next {
            let slice = PageRequest(number: number, size: size).slice(of: 101)
            seen += slice.range
            next = slice.next
        }
        #expect(seen == Array(0..<101))
    }
}
