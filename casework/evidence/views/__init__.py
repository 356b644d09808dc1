"""Pages of the evidence room: lists, one item, acts on it, its bytes."""
