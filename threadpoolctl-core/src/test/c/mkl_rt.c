/*
 * A stub of MKL's dispatcher with a layer that is in force already, on TBB: what it is told it tells, and no more. Stubs of
 * the parts that it would have loaded stand beside it.
 */
#include <stdio.h>

static int global = 6;
static _Thread_local int local = 0;

int MKL_Get_Max_Threads(void) { return local > 0 ? local : global; }

int MKL_Set_Num_Threads_Local(int n) {
  int before = local;
  local = n;
  return before;
}

void MKL_Set_Num_Threads(int n) { global = n; }

int MKL_Set_Threading_Layer(int layer) { (void)layer; return 4; }

void MKL_Get_Version_String(char *text, int size) {
  snprintf(text, size, "Intel(R) Math Kernel Library Version 2020.4-Product Build 20200917 for Intel(R) 64");
}
