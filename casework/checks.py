"""System checks: what must hold before the program may start."""
