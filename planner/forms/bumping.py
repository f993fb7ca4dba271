"""By how many meetings of its subject a lesson is bumped, and which way."""

from django import forms

MOST_MEETINGS = 20


class BumpForm(forms.Form):
    """Later or earlier, and by how many meetings; `seal` is what was shown of it."""

    way = forms.ChoiceField(
        label="Move it and what follows",
        choices=[("later", "Later"), ("earlier", "Earlier")],
        initial="later",
        widget=forms.RadioSelect,
    )
    meetings = forms.IntegerField(
        label="By how many meetings", min_value=1, max_value=MOST_MEETINGS, initial=1
    )

    @property
    def by(self) -> int:
        """So many meetings later; earlier ones are negative."""
        meetings: int = self.cleaned_data["meetings"]
        return meetings if self.cleaned_data["way"] == "later" else -meetings
