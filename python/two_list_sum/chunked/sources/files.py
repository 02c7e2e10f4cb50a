"""Finds files by path, pattern or URL, and notices if one of them changes."""

import fnmatch
import glob
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NoReturn

from pyarrow.fs import FileInfo, FileSelector, FileSystem, FileType, LocalFileSystem

#: The suffixes that count in a folder, which may hold other files.
SUFFIXES = (".parquet", ".pq", ".arrow", ".feather", ".ipc")


@dataclass(frozen=True)
class File:
    """A file in the state in which its metadata was read.

    Attributes:
        filesystem: Where it is: the local disk or, say, S3.
        path: Its path there.
        size: Its size in bytes.
        modified: When it was modified, in nanoseconds; None where that is unknown.
    """

    filesystem: FileSystem
    path: str
    size: int
    modified: int | None

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Raise if the file has changed by the end of the block, or causes an error in it.

        Raises:
            RuntimeError: The file is not the one that it was.
        """
        try:
            yield
        except Exception as error:
            self._check(error)
            raise
        self._check(None)

    def _check(self, cause: Exception | None) -> None:
        now = describe(self.filesystem, self.filesystem.get_file_info(self.path))
        if now != self:
            gone = "is gone" if now is None else "has changed"
            message = (
                f"{self.path} {gone} since its metadata was read; "
                "leave the files alone until the call returns, and call again"
            )
            raise RuntimeError(message) from cause


def describe(filesystem: FileSystem, info: FileInfo) -> File | None:
    """Return a file as it is now; None if there is none."""
    if info.type != FileType.File:
        return None
    return File(filesystem, info.path, info.size, info.mtime_ns)


def find_files(source: Any) -> list[File]:
    """Return files in the order of their paths.

    Args:
        source: A path, a pattern such as ``ledger/*.parquet``, a folder, a URL of those, or an
            iterable of them, in which a file may come more than once.

    Raises:
        FileNotFoundError: A path or a pattern stands for no file.
        TypeError: The source is something else.
    """
    several = [source] if isinstance(source, str | os.PathLike) else source
    if not isinstance(several, Iterable):
        message = (
            f"source must be a path, a list of paths or a Dataset, not {type(source).__name__}"
        )
        raise TypeError(message)
    known: dict[str, list[File]] = {}
    found = []
    for each in several:
        path = os.fspath(each)
        if path not in known:
            known[path] = _find(path)
        found += known[path]
    return sorted(found, key=lambda file: file.path)


def _find(path: str) -> list[File]:
    if "://" in path:
        filesystem, path = FileSystem.from_uri(path)
    else:
        filesystem, path = LocalFileSystem(), os.path.abspath(path)  # noqa: PTH100 - keeps patterns
    files = _described(filesystem, _infos(filesystem, path))
    if not files:
        _refuse(path)
    return files


def describe_all(filesystem: FileSystem, paths: list[str]) -> list[File]:
    """Return files as they are now.

    Raises:
        FileNotFoundError: One of them is not there.
    """
    return _described(filesystem, filesystem.get_file_info(paths))


def _described(filesystem: FileSystem, infos: Iterable[FileInfo]) -> list[File]:
    files = []
    for info in infos:
        file = describe(filesystem, info)
        files.append(_refuse(info.path) if file is None else file)
    return files


def _refuse(path: str) -> NoReturn:
    message = f"no Parquet or Arrow file is at {path}"
    raise FileNotFoundError(message)


def _infos(filesystem: FileSystem, path: str) -> Iterable[FileInfo]:
    info = filesystem.get_file_info(path)
    if info.type == FileType.Directory:
        return [info for info in _below(filesystem, path) if _is_data(path, info.path)]
    if info.type == FileType.NotFound and glob.has_magic(path):
        return _matching(filesystem, path)
    return [info]


def _matching(filesystem: FileSystem, pattern: str) -> Iterable[FileInfo]:
    """Return what matches a pattern, in which ``*`` stands for no slash."""
    parts = PurePosixPath(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    folder = str(PurePosixPath(*parts[:fixed])) if fixed else ""
    if filesystem.get_file_info(folder).type != FileType.Directory:
        return []
    return [info for info in _below(filesystem, folder) if _matches(info.path, parts)]


def _matches(path: str, parts: tuple[str, ...]) -> bool:
    names = PurePosixPath(path).parts
    return len(names) == len(parts) and all(map(fnmatch.fnmatchcase, names, parts))


def _below(filesystem: FileSystem, folder: str) -> Iterable[FileInfo]:
    infos = filesystem.get_file_info(FileSelector(folder, recursive=True))
    return [info for info in infos if info.type == FileType.File]


def _is_data(folder: str, path: str) -> bool:
    """Return whether a file of a folder counts: neither it nor its folders are hidden."""
    names = PurePosixPath(path).relative_to(folder).parts
    return path.endswith(SUFFIXES) and not any(name.startswith((".", "_")) for name in names)
