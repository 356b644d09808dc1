"""What the public reads: texts made for it, approved by two supervisors, frozen when they appear."""
