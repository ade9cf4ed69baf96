"""Meetups and the commands on them: plan, begin, go from block to block, end."""
