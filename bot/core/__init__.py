"""Rules of a meetup, as plain functions and frozen values: no Discord, no SQL, no clock of their own."""
