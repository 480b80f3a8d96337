"""The parts of the Procedure tab: the picture of the tracks, what comes next, papers, requests, events, deadlines."""
