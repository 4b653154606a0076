/* A stub of oneTBB: of C functions it has no more than these. */
int TBB_runtime_interface_version(void) { return 12080; }
const char *TBB_runtime_version(void) { return "2021.8.0"; }
