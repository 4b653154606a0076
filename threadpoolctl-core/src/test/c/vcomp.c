/* A stub of Microsoft's vcomp140.dll: one value for the process, at most 64. */
static int threads = 4;

int omp_get_max_threads(void) { return threads; }
void omp_set_num_threads(int n) { threads = n < 1 ? 1 : n > 64 ? 64 : n; }
void _vcomp_fork(void) {}
