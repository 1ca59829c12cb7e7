"""The questions: one at a time, each answer kept at once, and a road that stops where it must."""

import pytest
from django.test import Client

from kilter.screening.interview import accept, next_question
from kilter.services.screen import Screener
from kilter.web.people.models import Person
from kilter.web.screening.api import draft_of
from kilter.web.screening.models import Answer

PERSON = {
    "person.age_years": "41",
    "person.sex": "female",
    "person.height_cm": "168",
    "person.mass_kg": "70",
    "person.dominant_leg": "right",
    "person.training": "none",
    "person.pregnancy": "no",
}


def say(client: Client, question: str, **form: str) -> int:
    """Answer a question; the status of the answer."""
    return client.post(f"/screen/{question}/", form).status_code


def answer_all(person: Person, screener: Screener, **other: str) -> None:
    """Keep an answer to every question up to the tests: no, or nothing, where nothing else is given."""
    given = {**PERSON, **{key.replace("__", "."): value for key, value in other.items()}}
    answers: dict[str, str] = {}
    while (question := next_question(answers, screener.catalogue, screener.model)) is not None:
        if question.section == "Tests":
            break
        text = given.get(question.id, "no" if question.choices else "")
        answers[question.id] = accept(question, text, answers, screener.catalogue)
    Answer.objects.bulk_create(Answer(person=person, question=key, text=text) for key, text in answers.items())


def test_the_first_question_comes_first(client: Client, person: Person) -> None:
    """Whoever begins is asked the first question."""
    page = client.get("/screen/", follow=True)

    assert page.redirect_chain == [("/screen/person.age_years/", 302)]
    assert b"How old are you?" in page.content


def test_an_answer_is_kept_before_the_next_question(client: Client, person: Person) -> None:
    """After each answer it stands in the database, and the next question comes."""
    page = client.post("/screen/person.age_years/", {"answer": " 41 "}, follow=True)

    assert Answer.objects.get().text == "41"
    assert page.redirect_chain[-1] == ("/screen/person.sex/", 302)


def test_a_wrong_answer_is_told_and_not_kept(client: Client, person: Person) -> None:
    """What cannot be is refused with what to do, in the page itself."""
    page = client.post("/screen/person.age_years/", {"answer": "old"})

    assert page.status_code == 422
    assert "is not a number" in page.content.decode()
    assert not Answer.objects.exists()


def test_back_shows_the_answer_and_changes_it(client: Client, person: Person) -> None:
    """A question already answered can be opened again, with what was said, and answered otherwise."""
    say(client, "person.age_years", answer="41")

    page = client.get("/screen/person.age_years/")
    say(client, "person.age_years", answer="42")

    assert b'value="41"' in page.content
    assert Answer.objects.get().text == "42"


def test_it_goes_on_where_it_was_left(client: Client, person: Person) -> None:
    """Whoever comes back is asked the first open question."""
    say(client, "person.age_years", answer="41")
    say(client, "person.sex", answer="male")

    page = client.get("/screen/")

    assert page.headers["Location"] == "/screen/person.height_cm/"


def test_a_question_that_is_not_asked_is_no_page(client: Client, person: Person) -> None:
    """Questions that the answers do not lead to, and made-up ones, are not there."""
    assert client.get("/screen/pain.pain_low_back/").status_code == 404
    assert client.get("/screen/who.knows/").status_code == 404


def test_a_red_flag_stops_with_the_letter(client: Client, person: Person, screener: Screener) -> None:
    """An emergency ends the questions at once; there is a letter, and no programme can be planned."""
    answer_all(person, screener, red_flags__cauda_equina="yes")

    page = client.get("/screen/", follow=True)

    assert page.redirect_chain[-1][0] == "/screen/hips/"
    assert "Letter for the professional" in page.content.decode()
    assert "Plan my programme" not in page.content.decode()
    assert client.get("/programme/").headers["Location"] == "/screen/hips/"


def test_tests_can_be_refused(client: Client, person: Person, screener: Screener) -> None:
    """The next best test is offered with its demonstration; refused, another is offered, and the result is there."""
    answer_all(person, screener)
    offered = draft_of(person).next
    assert offered is not None
    page = client.get("/screen/", follow=True).content.decode()

    say(client, offered.id, answer="no")

    assert "Next best test" in page
    assert "See what it comes to" in page
    following = draft_of(person).next
    assert following is None or following.id != offered.id
    assert client.get("/screen/hips/").status_code == 200


def test_a_test_is_measured_on_both_sides(client: Client, person: Person, screener: Screener) -> None:
    """A test that is taken is asked for side by side, with a field for each trial."""
    answer_all(person, screener)
    offered = draft_of(person).next
    assert offered is not None
    say(client, offered.id, answer="yes")
    left = draft_of(person).next
    assert left is not None
    page = client.get(f"/screen/{left.id}/").content.decode()
    low, high = left.number or (0, 0)

    status = client.post(f"/screen/{left.id}/", {"answer": [f"{(low + high) / 4:.1f}"] * left.trials}).status_code

    assert left.id.endswith(".left")
    assert page.count('name="answer"') == max(1, left.trials) or left.number == (0, 10)
    assert status == 302
    right = draft_of(person).next
    assert right is not None
    assert right.id == left.id.replace(".left", ".right")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_script_in_an_answer_stays_text(client: Client, person: Person, screener: Screener, text: str) -> None:
    """What a person writes is shown as it was written, never run."""
    answer_all(person, screener, goals__1=text, goal_score__1="4")

    for address in ("/screen/hips/", "/screen/answers/", "/screen/goals.1/"):
        page = client.get(address).content.decode()
        assert text not in page or text.startswith("{{")
        assert "onerror=alert" not in page.replace("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;", "")


def test_beginning_anew_forgets_the_answers(client: Client, person: Person) -> None:
    """Who wants to begin anew is asked the first question again."""
    say(client, "person.age_years", answer="41")

    client.post("/screen/again/")

    assert not Answer.objects.exists()
