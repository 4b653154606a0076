/* As much of an OpenBLAS with threads of its own as is needed to be taken for one. */

static int threads = 4;

int openblas_get_num_threads(void) { return threads; }

void openblas_set_num_threads(int n) { threads = n; }

const char *openblas_get_config(void) { return "OpenBLAS 0.3.99 NO_AFFINITY Tiny MAX_THREADS=64"; }

const char *openblas_get_corename(void) { return "Tiny"; }

int openblas_get_parallel(void) { return 1; }
