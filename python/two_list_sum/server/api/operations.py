"""What can be asked: for each route, how its body is read and how it is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec
import numpy as np

import two_list_sum as library
from two_list_sum.server.api.schemas import FoundPair, InvalidBodyError
from two_list_sum.server.body import json, npz
from two_list_sum.server.body.native import Body, decode_batch, decode_problem, decode_targets

#: Two lists, and the target or the targets.
Asked: TypeAlias = tuple[Any, Any, Any]

#: What a call of the library takes beside its work on elements, in elements.
WORK_OF_A_CALL = 10

#: The most work that a body may ask for by its targets: each of them takes another look at all
#: elements, so that by many of both a body would take its size squared. This much is 100 targets
#: for two lists of 100 000; the Python version takes some seconds.
MOST_WORK_FOR_TARGETS = 2 * 10**7

#: What an element of more than 64 bits takes for each 64 of them, in elements of no more.
WORK_OF_A_WIDE_WORD = 20


@dataclass(frozen=True)
class Reading:
    """A body that has been read.

    Attributes:
        asked: The problems, one unless the question is about a batch.
        by: What read it: "native", "model" or "npz".
    """

    asked: Sequence[Asked]
    by: str

    @property
    def elements(self) -> int:
        """The number of elements in all lists."""
        return sum(len(list_a) + len(list_b) for list_a, list_b, _ in self.asked)

    @property
    def work(self) -> int:
        """What it takes to answer, in elements to look at for one target."""
        return sum(
            (len(list_a) + len(list_b) + WORK_OF_A_CALL) * (1 if isinstance(t, int) else len(t))
            for list_a, list_b, t in self.asked
        )


@dataclass(frozen=True)
class Question:
    """A question about one problem, or a batch of them.

    Attributes:
        decode: Decodes a body in plain JSON quickly; None for all that it does not take.
        model: Reads any JSON, and words what is wrong with it.
        answer: Answers what was asked, by the library's public functions.
        archive: The arrays of an npz body with their dimensions, in the order of `Asked`; empty if
            the question cannot be asked in that format.
        is_batch: Whether a body holds many problems.
    """

    decode: Callable[[Body], Any]
    model: json.JsonBodies[Any]
    answer: Callable[[Sequence[Asked]], Any]
    archive: dict[str, int]
    is_batch: bool = False

    @property
    def media_types(self) -> Sequence[str]:
        """The media types that a body may have."""
        return ["application/json", *([npz.MEDIA_TYPE] if self.archive else [])]

    def read_json(self, body: Body) -> Reading:
        """Read a body in JSON, by whichever decoder takes it.

        Raises:
            MalformedBodyError: The body is not JSON.
            InvalidBodyError: The body breaks the schema.
        """
        return self.read_plain_json(body) or self.read_json_by_model(body)

    def read_plain_json(self, body: Body) -> Reading | None:
        """Read a body by the quick decoder; None if it does not take it."""
        decoded = self.decode(body)
        if decoded is None:
            return None
        return Reading(decoded if self.is_batch else [decoded], "native")

    def read_json_by_model(self, body: Body) -> Reading:
        """Read a body by the model; raises as `read_json`."""
        read = self.model.read(body)
        asked = map(msgspec.structs.astuple, read if self.is_batch else [read])
        return Reading(list(asked), "model")

    def read_npz(self, body: Body, most_bytes: int) -> Reading:
        """Read a body in numpy's format npz.

        Raises:
            MalformedBodyError: The body is not in that format.
            InvalidBodyError: The body breaks the schema.
            TooLongError: The arrays have more than `most_bytes` bytes.
        """
        list_a, list_b, target = npz.read_arrays(body, self.archive, most_bytes)
        return Reading([(list_a, list_b, target if target.ndim else int(target))], "npz")


def _exists(asked: Sequence[Asked]) -> bool:
    return library.two_list_sum(*asked[0])


def _first_pair(asked: Sequence[Asked]) -> FoundPair | None:
    list_a, list_b, target = asked[0]
    pair = library.find_pair(list_a, list_b, target)
    if pair is None:
        return None
    return FoundPair(pair.i, pair.j, int(list_a[pair.i]), int(list_b[pair.j]))


def _count(asked: Sequence[Asked]) -> int:
    return library.count_pairs(*asked[0])


def _exists_for_targets(asked: Sequence[Asked]) -> list[bool]:
    list_a, list_b, _ = asked[0]
    targets: Sequence[int] = asked[0][2]
    work_of_a_target = WORK_OF_A_CALL + _weight(list_a) + _weight(list_b)
    if work_of_a_target * _words_of_all(targets) > MOST_WORK_FOR_TARGETS:
        product = f"(elements + {WORK_OF_A_CALL}) * targets"
        detail = (
            f"Expected {product} to be at most {MOST_WORK_FOR_TARGETS}, "
            "where integers of more than 64 bits count as more"
        )
        raise InvalidBodyError(detail, "/targets")
    answers: list[bool] = library.two_list_sum(list_a, list_b, targets).tolist()
    return answers


def _weight(integers: Any) -> int:
    """What a look at all the integers takes, in elements of up to 64 bits."""
    if isinstance(integers, np.ndarray):
        return integers.size
    words = map(_words, integers)
    return sum(1 if each == 1 else each * WORK_OF_A_WIDE_WORD for each in words)


def _words_of_all(integers: Any) -> int:
    return integers.size if isinstance(integers, np.ndarray) else sum(map(_words, integers))


def _words(integer: Any) -> int:
    """How many times 64 bits a positive integer has."""
    return (int(integer).bit_length() + 63) // 64


def _exists_in_each(asked: Sequence[Asked]) -> list[bool]:
    return [library.two_list_sum(*problem) for problem in asked]


_ONE_TARGET = {"list_a": 1, "list_b": 1, "target": 0}
_MANY_TARGETS = {"list_a": 1, "list_b": 1, "targets": 1}

EXISTS = Question(decode_problem, json.PROBLEM, _exists, _ONE_TARGET)
FIRST_PAIR = Question(decode_problem, json.PROBLEM, _first_pair, _ONE_TARGET)
COUNT = Question(decode_problem, json.PROBLEM, _count, _ONE_TARGET)
TARGETS = Question(decode_targets, json.MANY_TARGETS, _exists_for_targets, _MANY_TARGETS)
BATCH = Question(decode_batch, json.BATCH, _exists_in_each, archive={}, is_batch=True)
