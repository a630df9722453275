"""Tests of the pure core: examples, and properties that hold for any input."""
