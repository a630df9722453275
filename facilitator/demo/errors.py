"""What ends a demo early, with a sentence for the person who started it."""


class DemoError(Exception):
    """Something that should have happened in the demo's call did not."""
