"""Texts in one other language, each beside what it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.conf import settings

from planner.cadence.plan import Language, Translation, digest_words
from planner.models.roster import LANGUAGES
from planner.services.translations import Text

LONGER = 1.5
"""How many times as long as its original a text may be: some languages are longer."""
STILL = "still_"


@dataclass(frozen=True, slots=True)
class Pair:
    """A text as it was written, and the fields for what it says in the language."""

    text: Text
    field: forms.BoundField
    still: forms.BoundField | None
    """To say that it still fits, where the original has changed since it was made."""
    was_recalled: bool
    """Whether it comes from another block with the same words, and is not saved here yet."""


class TranslationForm(forms.Form):
    """All texts of one thing in one language, with the version of it that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        language: Language,
        texts: Sequence[Text],
        said: Mapping[str, Translation],
        recalled: Mapping[str, str] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        """`said` are its translations by the names of its texts, `recalled` those of other
        blocks by the digests of the originals."""
        super().__init__(*args, **kwargs)
        self.texts, self.recalled = texts, set[str]()
        for text in texts:
            name, original = text.name, digest_words(text.original)
            self.fields[name] = self._make_field(text, language)
            known = said.get(name)
            if known is None and original in recalled:
                self.recalled.add(name)
            self.initial.setdefault(name, known.text if known else recalled.get(original, ""))
            if known is not None and known.original != original:
                self.fields[STILL + name] = forms.BooleanField(
                    label="It still fits as it is", required=False
                )

    def _make_field(self, text: Text, language: Language) -> forms.CharField:
        attrs = {
            "lang": language,
            "dir": "rtl" if language in settings.LANGUAGES_BIDI else "ltr",
            "aria-describedby": f"original-{text.name}",
        }
        rows = min(12, text.original.count("\n") + 2)
        return forms.CharField(
            label=f"{text.label}, in {LANGUAGES[language]}",
            required=False,
            max_length=int(text.longest * LONGER),
            widget=forms.TextInput(attrs=attrs)
            if text.is_line
            else forms.Textarea(attrs=attrs | {"rows": rows}),
        )

    def clean(self) -> dict[str, Any]:
        """A choice board has as many choices in every language."""
        data = super().clean() or {}
        for text in self.texts:
            lines = (line.strip() for line in (data.get(text.name) or "").splitlines())
            kept = filter(None, lines) if text.is_list else lines
            data[text.name] = "\n".join(kept).strip()
        options = next((text.original for text in self.texts if text.name == "options"), "")
        asked, given = (len(each.splitlines()) for each in (options, data.get("options", "")))
        if given and given != asked:
            self.add_error("options", f"Write {asked} lines, one for each choice, not {given}.")
        for name in self.errors.keys() & {text.name for text in self.texts}:
            # Django ties an error to its field only where nothing else describes that.
            self.fields[name].widget.attrs["aria-describedby"] += f" {self[name].auto_id}_error"
        return data

    @property
    def pairs(self) -> list[Pair]:
        """The texts with their fields."""
        return [
            Pair(
                text,
                self[text.name],
                self[STILL + text.name] if STILL + text.name in self.fields else None,
                text.name in self.recalled and not self.is_bound,
            )
            for text in self.texts
        ]

    @property
    def said(self) -> dict[str, str]:
        """What the texts say in the language, by their names."""
        return {text.name: self.cleaned_data[text.name] for text in self.texts}

    @property
    def still(self) -> set[str]:
        """The names of those that still fit, though the original has changed."""
        return {text.name for text in self.texts if self.cleaned_data.get(STILL + text.name)}


class BlockTranslationForm(TranslationForm):
    """A block's texts; what they say can be said in other blocks along with it."""

    everywhere = forms.BooleanField(
        label="Also where the same words stand in other blocks of this week",
        required=False,
        initial=True,
    )
