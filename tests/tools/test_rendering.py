"""The renderer's bodies stand, bend and are seen as they are told."""

import numpy as np
import pytest
from tools.rendering.anny_bodies import kept_vertices, model
from tools.rendering.arrays import Floats
from tools.rendering.bodies import BodyModel, BodyShape, person
from tools.rendering.look import Look, Outfit, Sensor
from tools.rendering.posing import PosedBody, pose_body
from tools.rendering.preview import about_x, about_y, about_z
from tools.rendering.props import Cuboid
from tools.rendering.scene import Scene, render

from kilter.body.cameras import Camera

UP = np.array([0.0, 0.0, 1.0])
FORWARD = np.array([0.0, -1.0, 0.0])
SHAPES = [
    BodyShape(gender=1.0, age=0.7, name="woman"),
    BodyShape(gender=0.0, age=0.75, weight=1.0, height=0.45, name="heavy man"),
    BodyShape(gender=1.0, age=1.0, weight=0.2, height=0.3, name="old woman"),
]
FRONT = Camera.looking_at((0.0, -3.5, 1.0), (0.0, 0.0, 0.9))


@pytest.fixture(scope="module", params=SHAPES, ids=lambda shape: shape.name)
def body(request: pytest.FixtureRequest) -> BodyModel:
    """Bodies of different build."""
    return BodyModel.load(request.param)


def stand(body: BodyModel, **rotations: Floats) -> PosedBody:
    """The body with its hips a metre up."""
    return pose_body(body, rotations, np.eye(3), UP)


def angle_deg(a: Floats, b: Floats) -> float:
    """Between two vectors."""
    return float(np.degrees(np.arccos(np.clip(a @ b / np.linalg.norm(a) / np.linalg.norm(b), -1, 1))))


def test_the_root_position_is_between_the_hips(body: BodyModel) -> None:
    """The hip joint centres lie to both sides of where the body is put."""
    place = np.array([0.3, -0.2, 0.9])

    joints = pose_body(body, {"trunk": about_x(20)}, about_z(30) @ about_x(50), place).joints

    np.testing.assert_allclose((joints["hip_left"] + joints["hip_right"]) / 2, place, atol=1e-9)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("upper", "lower"), [("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist")]
)
def test_neutral_limbs_are_vertical(body: BodyModel, side: str, upper: str, lower: str) -> None:
    """In the neutral stance thighs, shanks, upper arms and forearms hang straight down."""
    joints = stand(body).joints

    assert angle_deg(joints[f"{lower}_{side}"] - joints[f"{upper}_{side}"], -UP) < 0.01


@pytest.mark.parametrize("side", ["left", "right"])
def test_neutral_feet_point_forward_and_are_flat(body: BodyModel, side: str) -> None:
    """From heel to toe goes forward within 6 degrees, and heel and toe stand on one level."""
    joints = stand(body).joints

    foot = joints[f"toe_{side}"] - joints[f"heel_{side}"]

    assert angle_deg(foot * [1, 1, 0], FORWARD) < 6
    assert abs(foot[2]) < 0.012


def test_the_neutral_trunk_is_upright(body: BodyModel) -> None:
    """The base of the neck is above the hips, within 4 degrees, and the nose is in front."""
    joints = stand(body).joints

    assert angle_deg(joints["neck"] - UP, UP) < 4
    assert joints["nose"][1] < joints["neck"][1] - 0.05
    assert joints["hip_left"][2] < joints["lumbar"][2] < joints["neck"][2] < joints["nose"][2]


def test_the_left_is_on_positive_x_and_on_the_right_of_a_picture_from_the_front(body: BodyModel) -> None:
    """A body that faces the camera has its left side on the picture's right."""
    joints = stand(body).joints

    for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe", "ear"):
        left, right = joints[f"{joint}_left"], joints[f"{joint}_right"]
        pixels = FRONT.project(np.stack([left, right]))
        assert left[0] > 0 > right[0]
        assert pixels[0, 0] > FRONT.width_px / 2 > pixels[1, 0]


def test_the_body_is_mirror_symmetric(body: BodyModel) -> None:
    """Joints of both sides are mirror images within half a millimetre."""
    joints = stand(body).joints

    for name in (name for name in joints if name.endswith("_left")):
        mirrored = joints[name.replace("_left", "_right")] * [-1, 1, 1]
        np.testing.assert_allclose(joints[name], mirrored, atol=0.0005)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_knee_bent_by_90_degrees_brings_the_shank_level_and_backward(body: BodyModel, side: str) -> None:
    """A turn of the shank about X by 90 degrees points it backward, and the thigh stays where it was."""
    still = stand(body).joints

    joints = stand(body, **{f"shank_{side}": about_x(90)}).joints

    assert angle_deg(joints[f"ankle_{side}"] - joints[f"knee_{side}"], -FORWARD) < 0.01
    np.testing.assert_allclose(joints[f"knee_{side}"], still[f"knee_{side}"], atol=1e-9)


def test_a_hip_flexed_by_90_degrees_brings_the_thigh_forward(body: BodyModel) -> None:
    """A turn of the thigh about X by -90 degrees points it forward; the shank keeps its place on the thigh."""
    joints = stand(body, thigh_left=about_x(-90)).joints

    assert angle_deg(joints["knee_left"] - joints["hip_left"], FORWARD) < 0.01
    assert angle_deg(joints["ankle_left"] - joints["knee_left"], FORWARD) < 0.01


def test_a_left_hip_abducted_moves_the_leg_to_the_left(body: BodyModel) -> None:
    """A turn about Y by -30 degrees takes the left leg outward."""
    joints = stand(body, thigh_left=about_y(-30)).joints

    leg = joints["ankle_left"] - joints["hip_left"]

    assert angle_deg(leg, -UP) == pytest.approx(30, abs=0.01)
    assert leg[0] > 0


@pytest.mark.parametrize("segment", ["thigh_left", "upper_arm_right", "forearm_left"])
def test_a_twist_about_a_limbs_length_moves_no_joint_along_it(body: BodyModel, segment: str) -> None:
    """Turning a limb about its own vertical leaves the joint at its far end in place."""
    far = {"thigh_left": "knee_left", "upper_arm_right": "elbow_right", "forearm_left": "wrist_left"}[segment]
    still = stand(body).joints[far]

    turned = stand(body, **{segment: about_z(60)}).joints[far]

    np.testing.assert_allclose(turned, still, atol=1e-6)


def test_the_trunk_bends_at_the_lumbar_joint_and_by_the_angle_told(body: BodyModel) -> None:
    """The head turns with the trunk by the whole angle, the lumbar joint stays."""
    still, bent = stand(body), stand(body, trunk=about_x(40))

    before = still.joints["ear_left"] - still.joints["ear_right"]
    face_before = still.joints["nose"] - (still.joints["ear_left"] + still.joints["ear_right"]) / 2
    face_after = bent.joints["nose"] - (bent.joints["ear_left"] + bent.joints["ear_right"]) / 2

    np.testing.assert_allclose(bent.joints["ear_left"] - bent.joints["ear_right"], about_x(40) @ before, atol=1e-6)
    assert angle_deg(face_before, face_after) == pytest.approx(40, abs=0.01)
    np.testing.assert_allclose(bent.joints["lumbar"], still.joints["lumbar"], atol=1e-9)


def test_rotations_add_up_from_parent_to_child(body: BodyModel) -> None:
    """A child's world rotation is its parent's times its own."""
    root, thigh, shank = about_z(30), about_x(-40) @ about_z(15), about_x(70)
    still = stand(body).joints

    joints = pose_body(body, {"thigh_right": thigh, "shank_right": shank}, root, UP).joints

    neutral = still["ankle_right"] - still["knee_right"]
    np.testing.assert_allclose(joints["ankle_right"] - joints["knee_right"], root @ thigh @ shank @ neutral, atol=1e-6)


def test_the_skin_is_annys_own(body: BodyModel) -> None:
    """Told where its bones are, anny puts every vertex where we do, to less than a millimetre."""
    import torch  # noqa: PLC0415  only this test

    posed = stand(body, thigh_left=about_x(-70), shank_left=about_x(80), trunk=about_x(25), upper_arm_right=about_y(60))
    transforms = np.tile(np.eye(4), (1, len(posed.transforms), 1, 1))
    transforms[0, :, :3] = posed.transforms
    still = torch.eye(4)[None, None].repeat(1, model().bone_count, 1, 1)
    rest = model()(pose_parameters=still, phenotype_kwargs=body.shape.phenotypes())["rest_bone_poses"]

    theirs = model()(
        pose_parameters=torch.from_numpy(transforms).float() @ rest,
        phenotype_kwargs=body.shape.phenotypes(),
        pose_parameterization="world",
    )["vertices"][0].numpy()

    assert np.linalg.norm(posed.vertices - theirs[kept_vertices()], axis=1).max() < 0.001


def test_an_unknown_segment_is_refused(body: BodyModel) -> None:
    """A misspelt segment is named instead of being left neutral."""
    with pytest.raises(KeyError, match="left_thigh"):
        stand(body, left_thigh=np.eye(3))


def test_a_person_has_the_stature_asked_for() -> None:
    """The shape of a person of 1.82 m is 1.82 m tall."""
    tall = BodyModel.load(person(female=False, age_years=40, stature_m=1.82))

    assert tall.stature_m == pytest.approx(1.82, abs=0.002)


def test_the_picture_shows_the_clothes_where_the_joints_are(body: BodyModel) -> None:
    """A red shirt is seen at the shoulders' middle, green trousers at the knees, the wall beside."""
    posed = stand(body, upper_arm_left=about_y(-15), upper_arm_right=about_y(15))
    look = Look(Outfit(shirt=(0.8, 0.1, 0.1), trousers=(0.1, 0.7, 0.1), leg=1.9, sleeve=0.6))

    picture = render(Scene(FRONT, posed, look)).astype(int)

    def seen(point: Floats) -> list[int]:
        column, row = FRONT.project(point[None])[0].astype(int)
        return [int(value) for value in picture[row, column]]

    chest = seen((posed.joints["shoulder_left"] + posed.joints["shoulder_right"]) / 2 - 0.1 * UP)
    knee = seen(posed.joints["knee_left"])
    assert picture.shape == (640, 480, 3)
    assert chest[0] > 2 * max(chest[1:])
    assert knee[1] > 1.5 * max(knee[0], knee[2])


def test_what_stands_in_front_hides_what_is_behind(body: BodyModel) -> None:
    """A box before the legs is seen in their place."""
    posed = stand(body)
    box = Cuboid((0.8, 0.1, 0.8), (0.0, -0.6, 0.45), colour=(0.1, 0.1, 0.9))

    picture = render(Scene(FRONT, posed, props=[box])).astype(int)

    column, row = FRONT.project(posed.joints["knee_left"][None])[0].astype(int)
    assert picture[row, column, 2] > 2 * picture[row, column, 0]


def test_the_same_scene_gives_the_same_picture(body: BodyModel) -> None:
    """With noise and compression too; another noise seed gives another picture."""
    look = Look(sensor=Sensor(noise=4.0, blur_px=0.6, jpeg_quality=80))
    posed = stand(body)

    first, again, other = (render(Scene(FRONT, posed, look, noise_seed=seed)) for seed in (3, 3, 4))

    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
