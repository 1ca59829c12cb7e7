"""Names for the arrays that pass between the modules."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Picture = NDArray[np.uint8]
