"""People who sign in: who they are, what they may in general, how they prove it. Knows no case."""
