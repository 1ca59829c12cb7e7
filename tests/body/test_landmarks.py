"""The landmarks stand in BlazePose's order, and each has its counterpart."""

from kilter.body.landmarks import BONES, LANDMARKS, LEGS, MIRRORED, Landmark


def test_there_are_33_landmarks_in_the_order_of_blazepose() -> None:
    """The first, the hips and the last stand where the network puts them."""
    places = {landmark: landmark.position for landmark in Landmark}

    assert LANDMARKS == 33
    assert places[Landmark.NOSE] == 0
    assert (places[Landmark.LEFT_HIP], places[Landmark.RIGHT_HIP]) == (23, 24)
    assert places[Landmark.RIGHT_FOOT_INDEX] == 32


def test_mirroring_twice_gives_the_same_landmark() -> None:
    """Each landmark is the counterpart of its counterpart, on the other side; the nose is its own."""
    for landmark in Landmark:
        mirrored = landmark.mirrored

        assert mirrored.mirrored is landmark
        assert MIRRORED[MIRRORED[landmark.position]] == landmark.position
        assert (mirrored is landmark) == (landmark is Landmark.NOSE)
        assert landmark.side is None or mirrored.side is landmark.side.other


def test_the_legs_have_five_landmarks_a_side() -> None:
    """Hip, knee, ankle, heel and toe of each leg, and nothing else."""
    names = {tuple(Landmark)[position] for position in LEGS}

    assert len(names) == 10
    assert {Landmark.LEFT_HIP, Landmark.RIGHT_HEEL} <= names
    assert Landmark.LEFT_WRIST not in names


def test_the_lines_of_a_body_are_symmetrical() -> None:
    """For each line on the left there is one on the right."""
    lines = {frozenset(bone) for bone in BONES}

    mirrored = {frozenset(end.mirrored for end in bone) for bone in BONES}

    assert mirrored == lines
