"""What documents of the room say: a module for each subject."""
