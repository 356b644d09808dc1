"""The demonstration: cases from public reports, played through the actions a user's work goes through.

Demonstration data compiled from public reports; not findings of this project. Glue on the top floor: it
may call the actions of every room. Loaded by `manage.py load_demo` into an empty database only.
"""
