"""A model with its weights kept in another format: faster to reckon with, or smaller.

The weights are those of the file, dequantised: no format can hold more than the file itself does.
"""

from pathlib import Path
from typing import Any, Final

from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter, LlamaFileType
from gguf.quants import dequantize, quantize
import numpy as np

TYPES: Final = {
    "F32": LlamaFileType.ALL_F32,
    "F16": LlamaFileType.MOSTLY_F16,
    "Q8_0": LlamaFileType.MOSTLY_Q8_0,
    "Q5_0": LlamaFileType.MOSTLY_Q5_0,
    "Q4_0": LlamaFileType.MOSTLY_Q4_0,
}
"""What a file of each format says about itself as a whole."""
_EMBEDDING: Final = "token_embd.weight"
_COARSE: Final = ("Q4_0", "Q5_0")
"""Of these llama.cpp keeps the embedding in Q8_0 where it is the output as well, and so do we."""
_ARCHITECTURE = "general.architecture"
_FILE_TYPE = "general.file_type"
_WRITTEN_BY_THE_WRITER = ("GGUF.", _ARCHITECTURE, _FILE_TYPE)


def requantise(source: Path, name: str, target: Path) -> None:
    """Write a model again, its matrices in another format; vectors stay as they are."""
    reader = GGUFReader(source)
    architecture = reader.get_field(_ARCHITECTURE)
    if architecture is None:
        raise ValueError(f"{source.name} does not say what it is")
    writer = GGUFWriter(target, architecture.contents())
    writer.add_file_type(TYPES[name])
    for field in reader.fields.values():
        if field.name.startswith(_WRITTEN_BY_THE_WRITER):
            continue
        kind = field.types[0]
        inner = field.types[-1] if kind is GGUFValueType.ARRAY else None
        writer.add_key_value(field.name, field.contents(), kind, sub_type=inner)
    for tensor in reader.tensors:
        values: np.ndarray[Any, Any] = dequantize(tensor.data, tensor.tensor_type)
        kept = _format(tensor.name, name) if values.ndim > 1 else GGMLQuantizationType.F32
        writer.add_tensor(tensor.name, quantize(values, kept), raw_dtype=kept)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _format(tensor: str, name: str) -> GGMLQuantizationType:
    """Return the format of a matrix in a file of the format `name`."""
    if tensor == _EMBEDDING and name in _COARSE:
        return GGMLQuantizationType.Q8_0
    return GGMLQuantizationType[name]
