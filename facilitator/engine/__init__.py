"""The live machinery: commands, page regions, the one door, the journal, publishing.

It knows that there are calls, people who act in them and pages that show them, and nothing about
what a call is made of.
"""
