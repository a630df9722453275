"""Free text to places and countries, offline.

Knows nothing of calls, people, Flask or SQL, so that it can be tested and replaced on its own.
"""
