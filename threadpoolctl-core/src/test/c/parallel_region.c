/* A parallel region, as a compiler writes it; to be linked to the OpenMP runtime that is to run it. */

extern void GOMP_parallel(void (*body)(void *), void *data, unsigned threads, unsigned flags);

struct work {
    long rounds;
    int workers;
};

static void body(void *data) {
    struct work *work = data;
    volatile double x = 1;
    __atomic_add_fetch(&work->workers, 1, __ATOMIC_RELAXED);
    for (long i = 0; i < work->rounds; i++) {
        x = x * 0.5 + 1;
    }
}

/* Keeps every thread of the team busy for so many rounds; returns how many there were. 0 threads: as the runtime likes. */
int parallel_region(int threads, long rounds) {
    struct work work = {rounds, 0};
    GOMP_parallel(body, &work, (unsigned) threads, 0);
    return work.workers;
}
