/* A stub of an OpenBLAS that tells a function of the test's when it is set. */

static int threads = 4;
static void (*told)(void);

void stub_tell(void (*function)(void)) { told = function; }

int openblas_get_num_threads(void) { return threads; }

void openblas_set_num_threads(int n) {
  threads = n;
  if (told) told();
}

const char *openblas_get_config(void) { return "OpenBLAS 0.3.99 NO_AFFINITY Tiny MAX_THREADS=64"; }

int openblas_get_parallel(void) { return 1; }
