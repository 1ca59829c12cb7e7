"""The muscle groups around the hip and pelvis that tests and exercises refer to."""

from enum import StrEnum


class Muscle(StrEnum):
    """A muscle or muscle group, named as the field names it."""

    GLUTEUS_MAXIMUS = "gluteus_maximus"
    GLUTEUS_MEDIUS = "gluteus_medius"
    GLUTEUS_MINIMUS = "gluteus_minimus"
    DEEP_EXTERNAL_ROTATORS = "deep_external_rotators"
    TENSOR_FASCIAE_LATAE = "tensor_fasciae_latae"
    ILIOPSOAS = "iliopsoas"
    RECTUS_FEMORIS = "rectus_femoris"
    SARTORIUS = "sartorius"
    ADDUCTORS = "adductors"
    HAMSTRINGS = "hamstrings"
    QUADRICEPS = "quadriceps"
    CALF = "calf"
    TRANSVERSUS_ABDOMINIS = "transversus_abdominis"
    RECTUS_ABDOMINIS = "rectus_abdominis"
    OBLIQUES = "obliques"
    QUADRATUS_LUMBORUM = "quadratus_lumborum"
    ERECTOR_SPINAE = "erector_spinae"
    MULTIFIDUS = "multifidus"
    PELVIC_FLOOR = "pelvic_floor"
