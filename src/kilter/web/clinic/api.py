"""What a clinician may do with a person's record; each change is noted with it, both or neither."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kilter.programme.progression.logs import Approved, Refused
from kilter.services.record.reasons import why
from kilter.services.record.record import Moment
from kilter.web.records.api import record_of
from kilter.web.sharing.api import Act, Share, What, note


@transaction.atomic
def answer(share: Share, decision_id: str, *, agreed: bool, now: datetime) -> str:
    """Agree to a proposal, or turn it down.

    Args:
        share: that lets decide.
        decision_id: of what waits.
        agreed: whether it is agreed to.
        now: the moment; its day is that of the answer.

    Returns:
        what was done, in words.

    Raises:
        UsageError: nothing such waits, or nothing may get harder on this day.
        RecordError: the record cannot be written.
    """
    record = record_of(share.person)
    kind = Approved if agreed else Refused
    log = kind(now.date(), decision_id, share.clinician_name)
    record.log(log, Moment(now, f"answer-{decision_id}"), place="answer")
    told = why(record, decision_id).told
    about = f"{told.about}: {told.say}" if told.about else told.say
    note(share, Act.CHANGED, What.DECISION, now, _("approved. %s") % about if agreed else _("refused. %s") % about)
    return _("Approved: %s") % about if agreed else _("Refused: %s") % about
