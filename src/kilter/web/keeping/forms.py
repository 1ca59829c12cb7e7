"""Files to bring in, and the word that erases."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

ERASE = _("erase")
"""The word as the page asks for it; the English one is taken in every language."""


class ImportForm(forms.Form):
    """A file that was exported."""

    file = forms.FileField(label=_("A file exported here or with “kilter record export”"))

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large to be one."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is None or file.size > settings.LARGEST_IMPORT_BYTES:
            raise forms.ValidationError(_("This file is larger than any record can be. Is it the right one?"))
        return file


class EraseForm(forms.Form):
    """Erasing is asked for in a word, so that no slip does it."""

    word = forms.CharField(label=_("Write “erase” to confirm"), max_length=10)

    def clean_word(self) -> str:
        """Take the word only."""
        word: str = self.cleaned_data["word"].strip().lower()
        if word not in {"erase", str(ERASE)}:
            raise forms.ValidationError(_("Nothing was erased. Write “erase” if you mean it."))
        return word
