"""The rules: no Discord, no SQL, no clock of their own."""
