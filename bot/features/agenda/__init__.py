"""The agenda card: one message in the plenary that tells what happens when, where we are, and what to do now."""
