"""The door: an allegation comes in on one page, opens a case or joins one."""
