"""Services that all features share: app, answers, views, channels, rights, posting, voice, logs."""
