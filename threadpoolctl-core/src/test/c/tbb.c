/* A stub of the TBB before oneTBB: of C functions it has no more than this. */
int TBB_runtime_interface_version(void) { return 11104; }
