"""WHAT a form can say: the vocabulary that `schemas/` and a campaign's own forms are written in."""
