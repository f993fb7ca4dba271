"""`make bench`: what each page costs beside an empty one, so that figures compare anywhere."""
