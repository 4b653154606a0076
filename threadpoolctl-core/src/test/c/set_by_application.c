/* A stub of a library whose pools the application makes: the function by which it is told, and its version. */
#ifdef VERSION
const char *MARK(void) { return 0; }
const char *VERSION(void) { return "1.2.3"; }
#else
const char *MARK(void) { return "1.2.3"; }
#endif
