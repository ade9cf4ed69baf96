"""The bundle: the harvests of many meetups, of any server, in one."""
