/* Preloaded, it has OpenMP's users see as many processors as the host of a container has: XGBoost makes no more threads than those. */
int omp_get_num_procs(void) {
    return PROCESSORS;
}
