"""From a screening to a record that has begun."""

import json
from datetime import date

from kilter.knowledge.catalogue import Catalogue
from kilter.programme.progression.starting import ladders_for
from kilter.programme.progression.state import Start
from kilter.screening.profile import Profile
from kilter.services.plan import Overrides, make_programme, request_for
from kilter.services.record.results import result_of


def start_of(
    profile: Profile,
    catalogue: Catalogue,
    on: date,
    *,
    overrides: Overrides | None = None,
    usual_pain: int | None = None,
    approval: bool = False,
) -> tuple[Start, str]:
    """Plan the programme, and put together what the record begins with.

    Args:
        profile: of the screening.
        catalogue: knowledge.
        on: the first day.
        overrides: wishes given on the spot.
        usual_pain: on an ordinary morning, 0 to 10; without it the most that the screening tells of.
        approval: whether a clinician has to agree before anything gets harder.

    Returns:
        what the record begins with, and the screening as JSON.

    Raises:
        TriageStopError: the answers call for a professional first.
        UsageError: no programme keeps all the wishes.
    """
    programme = make_programme(profile, catalogue, overrides)
    request = request_for(profile, catalogue, overrides or Overrides())
    screening = profile.screening
    worst = max((symptom.pain or 0 for symptom in screening.symptoms), default=0)
    start = Start(
        on=on,
        programme=programme,
        ladders=ladders_for(programme, request, catalogue),
        usual_pain=int(worst) if usual_pain is None else usual_pain,
        goals=tuple(int(goal.score) for goal in screening.goals),
        approval=approval,
        results=tuple(result_of(finding) for finding in profile.findings),
    )
    return start, json.dumps(screening.model_dump(mode="json", exclude_none=True, exclude_defaults=True))
