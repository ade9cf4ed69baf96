"""What is looked at before an evening: the installation, the programme, the meetup, a dry run."""
