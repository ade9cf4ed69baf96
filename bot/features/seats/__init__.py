"""Seats: who sits at which table is proposed and confirmed, and people are moved there."""
