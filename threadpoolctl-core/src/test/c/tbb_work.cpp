// Work for the threads of oneTBB, and a bound of the application's own.
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>

using tbb::global_control;

static global_control *own;

// Lets the process have at most so many threads, as an application does; 0 takes that back.
extern "C" void application_control(int threads) {
    delete own;
    own = threads > 0 ? new global_control(global_control::max_allowed_parallelism, threads) : nullptr;
}

extern "C" int active(void) {
    return static_cast<int>(global_control::active_value(global_control::max_allowed_parallelism));
}

static long work(long part, long spins) {
    unsigned long value = part + 1;
    for (long i = 0; i < spins; i++) value = value * 6364136223846793005UL + 1442695040888963407UL;
    return static_cast<long>(value & 0xffff);
}

// The same number however many threads take part.
extern "C" long parallel_sum(long parts, long spins) {
    return tbb::parallel_reduce(
        tbb::blocked_range<long>(0, parts), 0L,
        [=](const tbb::blocked_range<long> &range, long sum) {
            for (long part = range.begin(); part < range.end(); part++) sum += work(part, spins);
            return sum;
        },
        [](long one, long other) { return one + other; }, tbb::simple_partitioner());
}

extern "C" long sequential_sum(long parts, long spins) {
    long sum = 0;
    for (long part = 0; part < parts; part++) sum += work(part, spins);
    return sum;
}
