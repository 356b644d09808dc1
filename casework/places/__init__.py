"""Places: the gazetteer, with names in two scripts and coordinates that say how exact they are."""
