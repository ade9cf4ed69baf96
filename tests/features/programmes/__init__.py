"""Tests of what a block has to show."""
