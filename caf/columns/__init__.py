"""What a row shows, a module for each subject of the room."""
