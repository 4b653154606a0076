/*
 * A stub of BLIS from 1.0 on: VERSION is its text, DIM the type of its integers, BITS their size, LOCAL is _Thread_local or
 * nothing, TLS whether it says so. RESET is 0 for AOCL before 5.2.
 */
typedef DIM dim_t;

static LOCAL dim_t threads = 1;
static LOCAL dim_t ways[5] = {1, 1, 1, 1, 1};

static dim_t product(void) { return ways[0] * ways[1] * ways[2] * ways[3] * ways[4]; }

/* Ways in force are the truth, and the count cannot be set beside them. */
dim_t bli_thread_get_num_threads(void) { return product() > 1 ? product() : threads; }

void bli_thread_set_num_threads(dim_t n) {
  if (product() == 1) threads = n < 1 ? 1 : n;
}

void bli_thread_set_ways(dim_t jc, dim_t pc, dim_t ic, dim_t jr, dim_t ir) {
  ways[0] = jc;
  ways[1] = pc;
  ways[2] = ic;
  ways[3] = jr;
  ways[4] = ir;
}

dim_t bli_thread_get_jc_nt(void) { return ways[0]; }
dim_t bli_thread_get_pc_nt(void) { return ways[1]; }
dim_t bli_thread_get_ic_nt(void) { return ways[2]; }
dim_t bli_thread_get_jr_nt(void) { return ways[3]; }
dim_t bli_thread_get_ir_nt(void) { return ways[4]; }

const char *bli_info_get_version_str(void) { return VERSION; }
dim_t bli_info_get_int_type_size(void) { return BITS; }
dim_t bli_info_get_enable_openmp(void) { return 1; }
dim_t bli_info_get_enable_pthreads(void) { return 1; }
int bli_arch_query_id(void) { return 7; }
const char *bli_arch_string(int id) { return id == 7 ? "skx" : "wrong"; }

#if RESET
dim_t bli_info_get_enable_tls(void) { return TLS; }
int bli_thread_get_thread_impl(void) { return 2; }
const char *bli_thread_get_thread_impl_str(int id) { return id == 2 ? "pthreads" : "wrong"; }
/* Would wipe what the thread itself has set. */
void bli_thread_reset(void) { __builtin_trap(); }
#endif
