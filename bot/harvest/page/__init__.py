"""The #morgen page: what many meetups have to show to everybody, as one file for a browser."""
