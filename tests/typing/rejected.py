"""Calls that type checkers reject: each raises TypeError."""

import numpy as np

from two_list_sum import closest_pair, count_pairs, find_pair, find_pairs, two_list_sum

BOOLS = np.array([3], np.bool_)
DATES = np.array([3], np.dtype("M8[s]"))
STRINGS = np.array([3], np.str_)

find_pair("34", [4], 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair(["3"], [4], 7)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([None], [4], 7)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([[3]], [4], 7)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([3j], [4], 7)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair({3}, [4], 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair({3: 3}, [4], 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair(iter([3]), [4], 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair(map(int, "3"), [4], 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair(None, [4], 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair(3, [4], 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair(BOOLS, [4], 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair(STRINGS, [4], 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair(DATES, [4], 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([3], "4", 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([3], [4], "7")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([3], [4], None)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([3], [4], {7})  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([3], [4], [7], tolerance="1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([3], [4], 7, tolerance=[1])  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
find_pair([3], [4], 7, 1)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
find_pair([3], [4])  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
find_pair([3], [4], total=7)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
find_pair([3], [4], 7, threads=2)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]

find_pairs([3], {4}, 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
find_pairs([3], [4], 7, 1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
find_pairs([3], [4], 7, limit=1.0)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
find_pairs([3], [4], [7])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
find_pairs([3], [4], "7")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
find_pairs([3], [4], 7, tolerance=[1])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

count_pairs([3], {4}, 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
count_pairs([3], [4], STRINGS)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
count_pairs([3], [4], 7, limit=1)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]

closest_pair([3], {4}, 7)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
closest_pair([3], [4], "7")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
closest_pair([3], [4], 7, tolerance=1)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]

two_list_sum("34", [4], 7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], ["4"], 7)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], [4], "7")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], [4], {7})  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], [4], None)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], [4], ["7"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], [4], BOOLS)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], [4], 7, 2)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
two_list_sum([3], [4], 7, tolerance=DATES)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], [4], 7, threads=2.0)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
two_list_sum([3], [4], 7, threads=None)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
