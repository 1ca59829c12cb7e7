"""What to change so that the camera sees what it has to, in words to the person."""

from collections.abc import Mapping
from types import MappingProxyType

from kilter.body.sides import Side
from kilter.language import mark, say
from kilter.motion.observation import Unseen

_ADVICE: Mapping[Unseen, str] = MappingProxyType(
    {
        Unseen.NO_PERSON: mark("Step into the picture, so that you can be seen from head to feet."),
        Unseen.TOO_SMALL: mark("Come closer, or bring the camera nearer, until you fill about half of the picture."),
        Unseen.CUT_OFF: mark("Step back until your whole body is in the picture."),
        Unseen.HIDDEN: mark("Clear what stands between you and the camera, and put more light in front of you."),
        Unseen.IMPLAUSIBLE: mark("Stay alone in the picture, in clothes that stand out from what is behind you."),
        Unseen.TOO_COARSE: mark(
            "Rest for a moment in position before you begin, and put the camera at the height of your hips."
        ),
        Unseen.NOT_REACHED: mark("Go through the whole movement, so that this can be judged."),
    }
)
_TURN: Mapping[str, str] = MappingProxyType(
    {
        "front": mark("Turn the front of your body to the camera."),
        "back": mark("Turn your back to the camera."),
        "side": mark("Turn your {side} side to the camera."),
    }
)
TIME_ADVICE = mark("The times of the pictures went backward; start the camera again if this goes on.")
TOO_COARSE_ADVICE = mark("One camera cannot tell this from good form; feel for it yourself, or let somebody look.")
UNWATCHED_ADVICE = mark("A camera cannot count this form; count it yourself.")


def advice(reason: Unseen, facing: str, side: Side) -> str:
    """What to do about something that is not seen.

    Args:
        reason: why it is not seen.
        facing: ``front``, ``side`` or ``back``: what the exercise turns to the camera.
        side: the working side, which is the person's own.

    Returns:
        one sentence.
    """
    if reason is Unseen.WRONG_VIEW:
        return say(_TURN[facing], side=side.word)
    return say(_ADVICE[reason])
