"""The routes: what can be asked is in `questions`, how it is answered in `answering`."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from litestar import Request, Router, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.response.base import ASGIResponse

import two_list_sum as library
from two_list_sum.server import VERSION
from two_list_sum.server.api import operations
from two_list_sum.server.api.openapi import operation_with_body, problem_responses
from two_list_sum.server.api.operations import Question
from two_list_sum.server.api.schemas import FoundPair, Health
from two_list_sum.server.dispatch import Answering

AnyRequest = Request[Any, Any, Any]

PREFIX = "/api/v1"

#: What is asked at each path: `ask` adds to it.
QUESTIONS: dict[str, Question] = {}

PROBLEM_RESPONSES = problem_responses(
    {
        400: "The body is not in the format that its media type names.",
        408: "The body did not arrive in time.",
        413: "The body is too long.",
        415: "The body's media type is not one that is read here.",
        422: "The body breaks the schema.",
        500: "The request could not be answered.",
        503: "Too many long requests are in hand; Retry-After says when to try again.",
    }
)


def ask(
    path: str, question: Question, *, summary: str, operation_id: str, answer: Any
) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """Declare the handler of a question.

    Args:
        path: Of the route.
        question: What is asked there.
        summary: The question in a line.
        operation_id: The route's name in the OpenAPI document.
        answer: The type of the answer.
    """
    QUESTIONS[PREFIX + path] = question
    return post(
        path,
        operation_class=operation_with_body(question.model.type, question.media_types),
        operation_id=operation_id,
        summary=summary,
        responses={
            200: ResponseSpec(answer, description="The answer.", generate_examples=False),
            **PROBLEM_RESPONSES,
        },
        status_code=HTTPStatus.OK,
    )


def _answering(request: AnyRequest) -> Answering:
    answering: Answering = request.app.state.answering
    return answering


@ask(
    "/two-list-sum",
    operations.EXISTS,
    operation_id="twoListSum",
    summary="Does a pair of elements add up to the target?",
    answer=bool,
)
async def two_list_sum(request: AnyRequest) -> ASGIResponse:
    """Say whether an element of `list_a` and an element of `list_b` add up to `target`."""
    return await _answering(request).answer(request, operations.EXISTS)


@ask(
    "/two-list-sum/pair",
    operations.FIRST_PAIR,
    operation_id="findPair",
    summary="Which pair of elements adds up to the target?",
    answer=FoundPair | None,
)
async def pair(request: AnyRequest) -> ASGIResponse:
    """Find the first pair: the smallest position `i` in `list_a`, then the smallest `j`.

    The answer is null if there is none.
    """
    return await _answering(request).answer(request, operations.FIRST_PAIR)


@ask(
    "/two-list-sum/count",
    operations.COUNT,
    operation_id="countPairs",
    summary="How many pairs of elements add up to the target?",
    answer=int,
)
async def count(request: AnyRequest) -> ASGIResponse:
    """Count the pairs of positions; duplicates count each time."""
    return await _answering(request).answer(request, operations.COUNT)


@ask(
    "/two-list-sum/targets",
    operations.TARGETS,
    operation_id="twoListSumOfTargets",
    summary="Which of the targets does a pair of elements add up to?",
    answer=list[bool],
)
async def targets(request: AnyRequest) -> ASGIResponse:
    """Say for each of many targets whether a pair adds up to it."""
    return await _answering(request).answer(request, operations.TARGETS)


@ask(
    "/two-list-sum/batch",
    operations.BATCH,
    operation_id="twoListSumBatch",
    summary="In which of the problems does a pair of elements add up to the target?",
    answer=list[bool],
)
async def batch(request: AnyRequest) -> ASGIResponse:
    """Say for each of many problems whether a pair adds up to its target."""
    return await _answering(request).answer(request, operations.BATCH)


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def openapi_document(request: AnyRequest) -> dict[str, Any]:
    """Return the specification of this API."""
    return request.app.openapi_schema.to_schema()


@get(
    ["/health/live", "/health/ready"],
    summary="Does the service run, and on which backend?",
    response_description="It runs.",
    responses=problem_responses({500: "The request could not be answered."}),
    sync_to_thread=False,
)
def health() -> Health:
    """Say that requests are answered, and which version and backend answers them."""
    return Health(status="ok", version=VERSION, backend=library.backend())


api = Router(PREFIX, route_handlers=[two_list_sum, pair, count, targets, batch, openapi_document])
