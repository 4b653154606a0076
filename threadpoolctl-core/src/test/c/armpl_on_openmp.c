/* A stub of the Arm Performance Libraries that hands its count on to the OpenMP runtime that it is linked to. */
extern int omp_get_max_threads(void);
extern void omp_set_num_threads(int n);

int armpl_get_num_threads(void) { return omp_get_max_threads(); }
void armpl_set_num_threads(int n) { omp_set_num_threads(n); }

void armplversion(int *major, int *minor, int *patch, const char **tag) {
  *major = 24;
  *minor = 10;
  *patch = 1;
  *tag = "stub";
}
