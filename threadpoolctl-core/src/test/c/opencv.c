/* A stub of an OpenCV with threads of its own, or with a layer that was plugged in. */
#include <stdlib.h>

static int threads = 4;

/* The first call into a real one loads what stands beside it; with TRAPPED it ends the process instead. */
static void first_call(void) {
#ifdef TRAPPED
  abort();
#endif
}

int _ZN2cv13getNumThreadsEv(void) { first_call(); return threads == 0 ? 1 : threads; }

void _ZN2cv13setNumThreadsEi(int n) { first_call(); threads = n < 0 ? 4 : n; }

int _ZN2cv15getVersionMajorEv(void) { return 4; }

int _ZN2cv15getVersionMinorEv(void) { return 13; }

int _ZN2cv18getVersionRevisionEv(void) { return 0; }

const char *_ZN2cv24currentParallelFrameworkEv(void) { first_call(); return LAYER; }
