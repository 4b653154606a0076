/* A library that has nothing to do with thread pools. */
int nothing_of_ours(int n) { return n + 1; }
