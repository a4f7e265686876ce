"""What is typed in, a module for each subject of the room."""
