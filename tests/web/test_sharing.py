"""Sharing: a code that works once, access that ends, and a list of what was done that nobody can alter."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client, override_settings
from tests.web.conftest import shared

from kilter.errors import UsageError
from kilter.web.people.api import agree, erase
from kilter.web.people.models import Person, User
from kilter.web.sharing.api import OPEN_DAYS, Right, Share, invitations_of, invite, take_up
from kilter.web.sharing.codes import hash_of, new_code
from kilter.web.sharing.models import Access, Invitation

FORM = {"called": "Olive Owner", "right": "look", "days": "14"}


def code_on(page: str) -> str:
    """The code that a page shows."""
    found = re.search(r'class="secret"[^>]*>([0-9A-Z-]+)<', page)
    assert found is not None
    return found[1]


def test_from_the_code_to_the_caseload(
    client: Client, at_clinic: Client, clinician: User, person: Person, today: datetime
) -> None:
    """The person makes a code, the clinician takes it up, and each sees the other by name."""
    code = code_on(client.post("/data/sharing/invite/", FORM).content.decode())

    caseload = at_clinic.post("/join/", {"code": code, "name": "Dr Careful"}, follow=True)

    assert caseload.redirect_chain[-1][0] == "/clinic/"
    assert "Olive Owner" in caseload.content.decode()
    shown = client.get("/data/sharing/").content.decode()
    assert "Dr Careful" in shown
    assert "clinician@example.org" in shown
    share = Share.objects.get()
    assert (share.clinician, share.until - share.since) == (clinician, timedelta(days=14))


def test_the_code_is_not_kept(client: Client, person: Person) -> None:
    """What the database holds opens nothing, and no page shows the code again."""
    code = code_on(client.post("/data/sharing/invite/", FORM).content.decode())

    kept = Invitation.objects.get()
    assert kept.code_hash == hash_of(code)
    assert all(code not in str(value) for value in vars(kept).values())
    assert code not in client.get("/data/sharing/").content.decode()


@pytest.mark.parametrize("spoil", [str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code}\n"])
def test_a_code_may_be_typed_as_people_type(person: Person, clinician: User, today: datetime, spoil: object) -> None:
    """Small letters, spaces and missing dashes do not matter."""
    code = invite(person, called="Olive", right=Right.LOOK, days=14, now=today).code

    assert callable(spoil)
    assert take_up(clinician, spoil(code), "Dr Careful", today).person == person


def test_codes_are_long_and_all_different() -> None:
    """A hundred bits each; letters that look alike are the same."""
    codes = {new_code() for _ in range(500)}

    assert len(codes) == 500
    assert {len(code.replace("-", "")) for code in codes} == {20}
    assert hash_of("O1L") == hash_of("0ii")


def test_a_code_works_once(person: Person, clinician: User, stranger: User, today: datetime) -> None:
    """Whoever comes second finds nothing."""
    code = invite(person, called="Olive", right=Right.LOOK, days=14, now=today).code
    take_up(clinician, code, "Dr Careful", today)

    with pytest.raises(UsageError, match="opens nothing"):
        take_up(stranger, code, "Dr Late", today)
    assert not Share.objects.filter(clinician=stranger).exists()


def test_a_code_does_not_stay_open(person: Person, clinician: User, today: datetime) -> None:
    """After a week it is worth nothing."""
    code = invite(person, called="Olive", right=Right.LOOK, days=14, now=today).code

    with pytest.raises(UsageError, match="opens nothing"):
        take_up(clinician, code, "Dr Careful", today + timedelta(days=OPEN_DAYS))
    assert not invitations_of(person, today + timedelta(days=OPEN_DAYS)).exists()


def test_a_code_can_be_withdrawn(client: Client, person: Person, clinician: User, today: datetime) -> None:
    """A withdrawn code is worth nothing; another's invitation cannot be withdrawn."""
    code = invite(person, called="Olive", right=Right.LOOK, days=14, now=today).code
    kept = Invitation.objects.get()

    assert client.post("/data/sharing/withdraw/", {"invitation": kept.pk}).status_code == 302
    with pytest.raises(UsageError):
        take_up(clinician, code, "Dr Careful", today)
    assert client.post("/data/sharing/withdraw/", {"invitation": kept.pk}).status_code == 404


def test_another_cannot_withdraw_or_end(other: Client, person: Person, share: Share, today: datetime) -> None:
    """To a stranger an invitation and a share of somebody else's are not there."""
    invite(person, called="Olive", right=Right.LOOK, days=14, now=today)
    kept = Invitation.objects.get()

    assert other.post("/data/sharing/withdraw/", {"invitation": kept.pk}).status_code == 404
    assert other.post("/data/sharing/end/", {"share": share.id}).status_code == 404
    assert Share.objects.get().ended_at is None
    assert Invitation.objects.exists()


def test_ones_own_code_is_refused(client: Client, person: Person, today: datetime) -> None:
    """Nobody becomes their own clinician; the code stays good for whom it is meant."""
    code = invite(person, called="Olive", right=Right.LOOK, days=14, now=today).code

    answer = client.post("/join/", {"code": code, "name": "Me"})

    assert answer.status_code == 422
    assert "for somebody else" in answer.content.decode()
    assert Invitation.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"called": ""}, {"called": "x" * 101}, {"right": "all"}, {"days": "3650"}, {"days": "-1"}]
)
def test_a_wrong_invitation_is_told(client: Client, person: Person, wrong: dict[str, str]) -> None:
    """What is not on offer is refused with a word, and nothing is made."""
    answer = client.post("/data/sharing/invite/", FORM | wrong)

    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_codes_cannot_be_tried_without_end(at_clinic: Client, person: Person, today: datetime) -> None:
    """After ten tries a right code is not taken either, until some minutes have passed."""
    for _ in range(10):
        assert at_clinic.post("/join/", {"code": "wrong", "name": "Dr Guess"}).status_code == 422
    code = invite(person, called="Olive", right=Right.LOOK, days=14, now=today).code

    answer = at_clinic.post("/join/", {"code": code, "name": "Dr Guess"})

    assert "many tries" in answer.content.decode()
    assert not Share.objects.exists()


def test_invitations_do_not_pile_up(client: Client, person: Person) -> None:
    """Ten may be open at once."""
    statuses = [client.post("/data/sharing/invite/", FORM).status_code for _ in range(11)]

    assert statuses == [200] * 10 + [422]


def test_ending_takes_effect_at_once(client: Client, at_clinic: Client, share: Share) -> None:
    """From one request to the next there is no such page."""
    before = at_clinic.get(f"/clinic/{share.id}/").status_code

    client.post("/data/sharing/end/", {"share": share.id})

    assert (before, at_clinic.get(f"/clinic/{share.id}/").status_code) == (200, 404)
    assert "Olive Owner" not in at_clinic.get("/clinic/").content.decode()


def test_the_person_sees_what_was_opened(trained: Client, at_clinic: Client, share: Share) -> None:
    """In plain words, with who and when, the same thing several times in one line."""
    for _ in range(3):
        at_clinic.get(f"/clinic/{share.id}/findings/")
    at_clinic.get("/clinic/")

    page = trained.get("/data/sharing/looked-at/").content.decode()

    assert "Dr Careful" in page
    assert "looked at what was found" in re.sub(r"<[^>]+>", "", page).replace("\n", " ").replace("  ", " ")
    assert "3 times" in page
    assert "how you are doing, in the list of everyone" in page


def test_what_was_noted_cannot_be_changed(at_clinic: Client, share: Share, person: Person) -> None:
    """Neither through the models nor past them, as the database itself refuses."""
    at_clinic.get(f"/clinic/{share.id}/")
    noted = Access.objects.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        Access.objects.filter(pk=noted.pk).update(by_name="Somebody else")
    with pytest.raises(TypeError):
        noted.save()
    with pytest.raises(TypeError):
        noted.delete()
    assert Access.objects.get().by_name == "Dr Careful"


def test_erasing_erases_what_was_shared(at_clinic: Client, share: Share, person: Person, today: datetime) -> None:
    """With the person go their invitations, shares and the list of what was looked at."""
    invite(person, called="Olive", right=Right.LOOK, days=14, now=today)
    at_clinic.get(f"/clinic/{share.id}/")

    erase(person.user)

    assert not Invitation.objects.exists()
    assert not Share.objects.exists()
    assert not Access.objects.exists()


def test_the_list_outlasts_the_account_of_who_looked(
    client: Client, at_clinic: Client, share: Share, person: Person, clinician: User
) -> None:
    """A clinician who erases their account is still on the list of the person."""
    at_clinic.get(f"/clinic/{share.id}/")

    erase(clinician)

    assert not Share.objects.exists()
    assert "Dr Careful" in client.get("/data/sharing/looked-at/").content.decode()


def test_the_example_person_is_not_shared(owner: User, today: datetime) -> None:
    """Who is made up needs no clinician."""
    with pytest.raises(UsageError, match="made up"):
        invite(agree(owner, example=True), called="Nobody", right=Right.LOOK, days=14, now=today)


def test_without_accounts_the_pages_explain(db: None) -> None:
    """On one's own machine there is nobody to share with, and the pages say so."""
    alone = Client()
    with override_settings(ACCOUNTS=False):
        alone.post("/", {"agree": "on"})

        assert "for you alone" in alone.get("/data/sharing/").content.decode()
        assert "for one person alone" in alone.get("/join/").content.decode()
        assert "for one person alone" in alone.get("/clinic/").content.decode()
        assert alone.post("/data/sharing/invite/", FORM).status_code == 404


def test_names_are_shown_as_text(
    client: Client, at_clinic: Client, clinician: User, person: Person, today: datetime
) -> None:
    """Script in a name is shown, not run, on either side."""
    code = invite(person, called="<script>1</script>", right=Right.LOOK, days=14, now=today).code
    take_up(clinician, code, "<img src=x onerror=alert(1)>", today)

    assert "<script>1" not in at_clinic.get("/clinic/").content.decode()
    assert "<img src=x" not in client.get("/data/sharing/").content.decode()


def test_a_clinician_sees_only_who_lets_them(
    trained: Client, at_clinic: Client, clinician: User, stranger: User, today: datetime, share: Share
) -> None:
    """The caseload holds those with a share in force, and each of them can see that it was opened."""
    late = shared(agree(stranger), clinician, Right.LOOK, today, days=14)
    Share.objects.filter(pk=late.pk).update(until=today, person_name="Late Larry")

    page = at_clinic.get("/clinic/").content.decode()

    assert "Olive Owner" in page
    assert "Late Larry" not in page
    assert set(Access.objects.values_list("person", flat=True)) == {share.person_id}
