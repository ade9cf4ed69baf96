"""Translatable sentences, refusals, and typed text made safe to repeat."""
