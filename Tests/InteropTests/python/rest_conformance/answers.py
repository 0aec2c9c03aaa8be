"""The forms of answers, as front ends of the Python service read them."""
from suite import equal, expect

VALIDATION = "Validation Error, Please check the request body."
NO_RECORD = "No allocation details found for the provided hotkey."
NOT_AVAILABLE = "Requested resource is not available."


def shown(answer):
    """An answer in words, for failures."""
    return f"{answer.request.method} {answer.request.path_url} answered {answer.status_code} {answer.text[:300]}"


def json_of(answer):
    """The JSON of the body."""
    kind = answer.headers.get("content-type", "")
    expect(kind.split(";")[0].strip() == "application/json", f"content type {kind!r}: {shown(answer)}")
    return answer.json()


def success(answer, message, status=200):
    """The `data` of a success with exactly this message."""
    equal(answer.status_code, status, f"the status ({shown(answer)})")
    body = json_of(answer)
    equal(body.get("success"), True, "success")
    equal(body.get("message"), message, "the message")
    expect("data" in body, f"no data: {shown(answer)}")
    return body["data"]


def problem(answer, status, message=None, detail=None):
    """The body of an answer in the error form; with its message and detail where they are given."""
    equal(answer.status_code, status, f"the status ({shown(answer)})")
    body = json_of(answer)
    equal(body.get("success"), False, "success")
    expect(isinstance(body.get("message"), str) and body["message"], f"no message: {shown(answer)}")
    expect("err_detail" in body, f"no err_detail: {shown(answer)}")
    if message is not None:
        equal(body["message"], message, "the message")
    if detail is not None:
        equal(body["err_detail"], detail, "err_detail")
    return body


def invalid(answer, *fields):
    """The body of a validation error that names at least these fields."""
    body = problem(answer, 422, VALIDATION)
    detail = body["err_detail"]
    expect(isinstance(detail, list) and detail, f"err_detail is no list: {shown(answer)}")
    for entry in detail:
        expect(
            isinstance(entry, dict) and isinstance(entry.get("field"), str) and isinstance(entry.get("message"), str),
            f"err_detail has {entry!r}")
    named = [entry["field"] for entry in detail]
    for field in fields:
        expect(field in named, f"{field} is not named, but {named}: {shown(answer)}")
    return body


def page(data, number, size, following):
    """The items of a page that says exactly this of itself."""
    equal(sorted(data), ["next_page_number", "page_items", "page_number", "page_size"], "the page's members")
    equal(
        (data["page_number"], data["page_size"], data["next_page_number"]), (number, size, following),
        "page_number, page_size, next_page_number")
    return data["page_items"]


def everything(data):
    """The items of the page that has all of them."""
    return page(data, 1, len(data["page_items"]), None)


def indexed(items, first=1):
    """The values of a list of `{index: value}`, whose indices ascend from `first`."""
    for item in items:
        expect(isinstance(item, dict) and len(item) == 1, f"an item is {item!r:.200}")
    equal([key for item in items for key in item], [str(first + n) for n in range(len(items))], "the indices")
    return [value for item in items for value in item.values()]
