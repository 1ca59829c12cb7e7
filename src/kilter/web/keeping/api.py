"""What other apps may ask of one's own data: all of it in one file, in and out, and gone for good."""

from kilter.web.keeping.files import Brought, export_everything, import_everything
from kilter.web.people.api import erase
from kilter.web.people.models import Person


def erase_person(person: Person) -> None:
    """Erase a person's user with everything, for good; of an example person only that."""
    if person.example:
        person.delete()
    else:
        erase(person.user)


__all__ = ["Brought", "erase_person", "export_everything", "import_everything"]
