import JSON

/// Which part of a list a request asks for.
///
/// Lists of runs (`/list/all_runs`, `/list/specs`, `/list/available`) count before they page: the items of a page are
/// objects with one member each, `{"51":{..}}`, whose name is the run's place among all runs of the answer, from 1 and
/// across pages. `/list/run_by_name` has no pages: one object with all of them as members.
struct PageRequest: Sendable, Equatable {
    /// The page, from 1; nil for everything at once.
    var number: Int?
    /// Items of a page.
    var size = PageRequest.standardSize

    static let standardSize = 50

    /// Where the page lies in a list of `count` items, and what the answer says about it. A page beyond the end is
    /// empty; everything at once is page 1 with all the items there are.
    func slice(of count: Int) -> (range: Range<Int>, number: Int, size: Int, next: Int?) {
        guard let number else { return (0..<count, 1, count, nil) }
        let (before, overflow) = (number - 1).multipliedReportingOverflow(by: size)
        let start = overflow ? count : min(before, count)
        let end = size < count - start ? start + size : count
        return (start..<end, number, size, end < count ? number + 1 : nil)
    }

    /// The schema of a page whose items are `items`.
    static func schema(of items: JSONValue) -> JSONValue {
        Schema.object([
            "page_items": Schema.list(items), "page_number": Schema.integer(1, .max),
            "page_size": Schema.integer(0, .max), "next_page_number": Schema.optional(Schema.integer(2, .max)),
        ])
    }

    /// The parameters that ``Parameters/page()`` reads.
    static let parameters = [
        EndpointParameter(
            name: "page_size", about: "Items of a page; 50 when absent or 0.",
            schema: Schema.optional(Schema.integer(0, .max))),
        EndpointParameter(
            name: "page_number", about: "The page, from 1; everything at once when absent or 0.",
            schema: Schema.optional(Schema.integer(0, .max))),
    ]
}
