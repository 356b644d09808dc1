"""What the pages of the publication room show, inside and outside."""
