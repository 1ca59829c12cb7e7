"""Tables of columns as Parquet files, and landmarks in such a table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, Field, ValidationError

from kilter.adapters.files import check_is_file, write_atomically
from kilter.body.landmarks import LANDMARKS, Landmark
from kilter.errors import DataError, Problem, ShapeError, UsageError
from kilter.motion.filters import Array
from kilter.motion.landmarks import LandmarkRecording

LARGEST_BYTES = 2 * 2**30
_KEY = b"kilter_landmarks"
_FORMAT = 1
_SIZE_PX = Annotated[int, Field(gt=0)]


class _About(BaseModel, extra="forbid", strict=True):
    """What is to be known of landmarks beside their columns."""

    format: int
    source: str
    width_px: _SIZE_PX
    height_px: _SIZE_PX
    notes: list[str]


def write_table(
    path: Path, columns: Mapping[str, npt.NDArray[np.generic]], *, about: Mapping[bytes, bytes] | None = None
) -> None:
    """Write columns as a Parquet file, whole or not at all.

    Args:
        path: the file to write.
        columns: name to (T,) values, in the order they are to stand; NaN stays NaN.
        about: entries for the file's own metadata.

    Raises:
        ShapeError: the columns differ in length, or one is no column.
        UsageError: the file cannot be written.
    """
    lengths = {values.shape for values in columns.values()}
    if len(lengths) > 1 or any(len(shape) != 1 for shape in lengths):
        what = f"The columns do not share one length: {sorted(lengths)}."
        raise ShapeError(Problem(f"table {path.name}", what, "Give each column one value a row."))
    # from_pandas is off, as it would turn NaN into a missing value
    table = pa.table({name: pa.array(values, from_pandas=False) for name, values in columns.items()})
    if about:
        table = table.replace_schema_metadata(dict(about))
    content = pa.BufferOutputStream()
    pq.write_table(table, content, compression="zstd")
    write_atomically(path, content.getvalue().to_pybytes())


def write_landmarks_table(path: Path, recording: LandmarkRecording) -> None:
    """Write a recording of landmarks, from which `read_landmarks_table` makes the same one again.

    The columns are ``t_s``, ``present``, and for each landmark ``{landmark}_x_px``, ``_y_px``, with a third dimension
    ``_x_m``, ``_y_m``, ``_z_m``, and ``_visibility``.

    Args:
        path: the file to write.
        recording: what to write.

    Raises:
        UsageError: the file cannot be written.
    """
    about = _About(
        format=_FORMAT,
        source=recording.source,
        width_px=recording.width_px,
        height_px=recording.height_px,
        notes=list(recording.notes),
    )
    write_table(path, landmark_columns(recording), about={_KEY: about.model_dump_json().encode()})


def landmark_columns(recording: LandmarkRecording) -> dict[str, npt.NDArray[np.generic]]:
    """The columns of a recording of landmarks, name to (T,) values."""
    columns: dict[str, npt.NDArray[np.generic]] = {"t_s": recording.t_s, "present": recording.present}
    for landmark in Landmark:
        place = landmark.position
        for axis, name in enumerate("xy"):
            columns[f"{landmark}_{name}_px"] = recording.image_px[:, place, axis]
        if recording.world_m is not None:
            for axis, name in enumerate("xyz"):
                columns[f"{landmark}_{name}_m"] = recording.world_m[:, place, axis]
        columns[f"{landmark}_visibility"] = recording.visibility[:, place]
    return columns


def read_landmarks_table(path: Path) -> LandmarkRecording:
    """Read what `write_landmarks_table` wrote.

    Args:
        path: a Parquet file.

    Returns:
        the recording, the same to the last bit.

    Raises:
        DataError: the file is missing, too large, not such a table, or holds what no recording can.
    """
    check_is_file(path)
    if path.stat().st_size > LARGEST_BYTES:
        what = f"The file has {path.stat().st_size / 2**20:,.0f} MB."
        raise DataError(Problem(str(path), what, f"Up to {LARGEST_BYTES // 2**20} MB are read."))
    try:
        table = pq.read_table(pa.BufferReader(path.read_bytes()))
        about = _About.model_validate_json((table.schema.metadata or {})[_KEY])
        columns = {name: _column(table, name) for name in table.column_names}
        recording = _recording(columns, about)
    except KeyError as error:
        raise _unfit(path, f"It lacks {error.args[0]!r}.") from None
    except (pa.ArrowException, OSError, ValueError, TypeError, ValidationError) as error:
        raise _unfit(path, str(error).splitlines()[0]) from None
    except UsageError as error:
        raise DataError(
            *(Problem(f"{path}: {problem.place}", problem.what, problem.mend) for problem in error.problems)
        ) from None
    return recording


def _recording(columns: Mapping[str, npt.NDArray[np.generic]], about: _About) -> LandmarkRecording:
    if about.format != _FORMAT:
        raise ValueError(f"It is of format {about.format}; {_FORMAT} is read here.")
    solid = f"{Landmark.NOSE}_x_m" in columns
    return LandmarkRecording(
        t_s=_numbers(columns["t_s"]),
        image_px=_stack(columns, ("x_px", "y_px")),
        world_m=_stack(columns, ("x_m", "y_m", "z_m")) if solid else None,
        visibility=_stack(columns, ("visibility",))[..., 0],
        width_px=about.width_px,
        height_px=about.height_px,
        present=columns["present"].astype(bool),
        source=about.source,
        notes=tuple(about.notes),
    )


def _stack(columns: Mapping[str, npt.NDArray[np.generic]], endings: tuple[str, ...]) -> Array:
    """(T, 33, K) of the columns with these endings."""
    frames = len(columns["t_s"])
    stacked = np.empty((frames, LANDMARKS, len(endings)))
    for landmark in Landmark:
        for number, ending in enumerate(endings):
            stacked[:, landmark.position, number] = _numbers(columns[f"{landmark}_{ending}"])
    return stacked


def _column(table: pa.Table, name: str) -> npt.NDArray[np.generic]:
    column = table.column(name)
    if column.null_count:
        raise ValueError(f"Values are missing in column {name!r}.")
    values: npt.NDArray[np.generic] = column.to_numpy()
    return values


def _numbers(values: npt.NDArray[np.generic]) -> Array:
    if values.dtype.kind not in "fiu":
        raise ValueError("A column that should hold numbers does not.")
    return values.astype(float)


def _unfit(path: Path, why: str) -> DataError:
    mend = "Name a landmarks.parquet that Kilter wrote, and copy all of it."
    return DataError(Problem(str(path), f"This is no table of landmarks. {why}", mend))
