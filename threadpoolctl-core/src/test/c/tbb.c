/* A stub of a TBB that is too old for tbb::global_control: of C functions it has no more than this. */
int TBB_runtime_interface_version(void) { return 11104; }
