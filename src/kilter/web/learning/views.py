"""What is worth knowing, each piece with how sure it is and where it comes from; open to everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kilter.exchange.report.citations import Citations
from kilter.exchange.report.words import GRADE_WORDS
from kilter.knowledge.schema.teaching import Topic, TopicKind, Verdict
from kilter.web.site.knowledge import catalogue

KINDS = {
    TopicKind.DEFINITION: _("What it is about"),
    TopicKind.PRINCIPLE: _("How training works"),
    TopicKind.CONSIDERATION: _("To bear in mind"),
    TopicKind.SEE_A_PROFESSIONAL: _("When to see someone"),
    TopicKind.QUESTION: _("Questions people ask"),
    TopicKind.TAKEAWAY: _("In short"),
}
VERDICTS = {
    Verdict.SUPPORTED: _("supported"),
    Verdict.COMPATIBLE: _("fits what is known"),
    Verdict.WEAK: _("weak evidence"),
    Verdict.NOT_SHOWN: _("not shown"),
    Verdict.CONTRADICTED: _("contradicted"),
    Verdict.DO_NOT_CLAIM: _("not to be claimed"),
}


@login_not_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All topics by kind, the causes, and the muscle groups."""
    known = catalogue()
    topics = sorted(known.education.values(), key=lambda topic: topic.order)
    kinds = [(word, [topic for topic in topics if topic.kind is kind]) for kind, word in KINDS.items()]
    values = {"kinds": kinds, "causes": known.causes.values(), "groups": known.muscle_groups.values()}
    return render(request, "learning/overview.html", values)


@login_not_required
@require_safe
def topic(request: HttpRequest, topic_id: str) -> HttpResponse:
    """One topic or cause with the claims that it rests on."""
    known = catalogue()
    found = known.education.get(topic_id) or known.causes.get(topic_id)
    if found is None:
        raise Http404
    citations = Citations(known)
    text, title = (found.text, found.title) if isinstance(found, Topic) else (found.about, found.name)
    said = citations.say(text, found)
    claims = [known.claims[claim] for claim in found.claims] if isinstance(found, Topic) else []
    audited = [(claim, VERDICTS[claim.verdict], citations.say(claim.finding, claim)) for claim in claims]
    values = {
        "title": title,
        "said": said,
        "grade": GRADE_WORDS[found.grade],
        "claims": audited,
        "sources": citations.rows(),
    }
    return render(request, "learning/topic.html", values)
