"""Discord's ceilings. Characters are counted as Python counts them: in code points."""

CUSTOM_ID = 100  # characters of a custom_id
