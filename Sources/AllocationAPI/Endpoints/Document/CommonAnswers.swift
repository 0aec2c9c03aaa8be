import JSON

/// What every endpoint may answer.
enum CommonAnswers {
    static let all: [EndpointAnswer] = [
        .problem(401, "Missing authorization"),
        .problem(403, "Access forbidden: IP not whitelisted"),
        .problem(408, "The request body did not arrive in time."),
        .problem(413, "The request body is too large."),
        EndpointAnswer(
            status: 422, about: "Validation Error, Please check the request body.",
            schema: Schema.reference("ValidationProblem")),
        .problem(500, "Internal Server Error"),
        .problem(503, "The service is not available, please try again."),
        .problem(504, "The request took too long."),
    ]
}
