/*
 * A stub of the products in which a thread may have a count of its own, where 0 is none: a hidden MKL (as in libtorch), or a
 * part of NVPL. GET, SET_LOCAL and SET name its functions.
 */
#include <stdio.h>

static int global = 0;
static _Thread_local int local = 0;

int GET(void) { return local > 0 ? local : global > 0 ? global : 6; }

int SET_LOCAL(int n) {
  int before = local;
  local = n < 0 ? 0 : n;
  return before;
}

#ifdef SET
void SET(int n) { if (n >= 0) global = n; }
#else
void stub_set_global(int n) { global = n; }
#endif

#ifdef MKL
void MKL_Get_Version_String(char *text, int size) {
  snprintf(text, size, "Intel(R) oneAPI Math Kernel Library Version 2024.2-Product Build 20240605 for Intel(R) 64");
}
void MKL_Set_Dynamic(int on) { (void)on; }
#endif

#ifdef GET_VERSION
int GET_VERSION(void) { return 10203; }
#endif
