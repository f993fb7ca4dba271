"""Secret addresses for families: a page link and a calendar feed token per class.

The database holds a hash and a seed. The token itself is made from the seed and the
installation's secret key, so a teacher can be shown the address again, while a stolen copy of
the database opens nothing.
"""

import base64
import hashlib
import secrets

from django.db import models
from django.utils.crypto import salted_hmac

from planner.models.roster import Classroom

TOKEN_BYTES = 24


def make_seed() -> str:
    """A fresh random seed of 192 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """The form in which a token is stored and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()


class SecretAddress(models.Model):
    """What a page link and a feed token share."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="%(class)ss")
    label = models.CharField(max_length=60, default="Class link")
    seed = models.CharField(max_length=64, default=make_seed, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField(help_text="The last day on which the address works.")
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.label} of {self.classroom}"

    def spell_token(self) -> str:
        """The token, made anew from the seed and the secret key."""
        digest = salted_hmac(
            f"planner.{type(self).__name__}", self.seed, algorithm="sha256"
        ).digest()
        return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()

    def is_showable(self) -> bool:
        """Whether the address can still be shown: not after the secret key was changed."""
        return hash_token(self.spell_token()) == self.token_hash


class FamilyLink(SecretAddress):
    """The address of a class's family pages."""


class FeedToken(SecretAddress):
    """The address of a class's calendar feed."""
