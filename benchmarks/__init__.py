"""Benchmarks: each beside a peer in the same run, because only the ratio outlives the machine."""
