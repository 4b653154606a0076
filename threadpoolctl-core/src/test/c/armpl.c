/* A stub of the Arm Performance Libraries: INT is the type of their integers. With IGNORES the setter does nothing. */
typedef INT armpl_int_t;

static armpl_int_t threads = 4;

armpl_int_t armpl_get_num_threads(void) { return threads; }

void armpl_set_num_threads(armpl_int_t n) {
#ifndef IGNORES
  threads = n;
#endif
}

void armplversion(armpl_int_t *major, armpl_int_t *minor, armpl_int_t *patch, const char **tag) {
  *major = 24;
  *minor = 10;
  *patch = 1;
  *tag = "stub";
}
