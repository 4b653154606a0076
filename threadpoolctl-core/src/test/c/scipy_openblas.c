/*
 * A stub of OpenBLAS whose functions stand between BEFORE and AFTER, all but a few, as in SciPy's wheels. The setter that
 * calls itself local does not, and must not be used.
 */
#define JOIN(before, name, after) before##name##after
#define AFFIXED(before, name, after) JOIN(before, name, after)
#define NAME(name) AFFIXED(BEFORE, name, AFTER)

static int threads = 4;

int NAME(openblas_get_num_threads)(void) { return threads; }
void NAME(openblas_set_num_threads)(int n) { threads = n < 1 ? 24 : n > 24 ? 24 : n; }
const char *NAME(openblas_get_config)(void) { return "OpenBLAS 0.3.28.dev  USE64BITINT DYNAMIC_ARCH Stub MAX_THREADS=24"; }
const char *NAME(openblas_get_corename)(void) { return "Stub"; }
#ifndef ANCIENT
int NAME(openblas_get_parallel)(void) { return 1; }
#endif
int openblas_set_num_threads_local(int n) { __builtin_trap(); }
