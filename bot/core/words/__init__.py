"""Sentences and what people typed, before any language or platform."""
