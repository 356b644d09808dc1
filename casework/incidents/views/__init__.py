"""Pages of the incidents room, one file per thing they are about."""
