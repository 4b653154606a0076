// Work for the threads of the TBB before oneTBB, and a bound of the application's own. No package has its headers any more:
// this declares what it takes of tbb/pipeline.h and tbb/global_control.h.
#include <atomic>
#include <cstddef>

namespace tbb {
class filter {
public:
    explicit filter(unsigned char mode) : mode(mode) {}
    virtual void *operator()(void *item) = 0;
    virtual ~filter();
    virtual void finalize(void *) {}

private:
    void *next = reinterpret_cast<void *>(-1L);
    void *buffer = nullptr;
    const unsigned char mode;
    void *previous = reinterpret_cast<void *>(-1L);
    void *in_pipeline = nullptr;
    void *segment = nullptr;
};

class pipeline {
public:
    pipeline();
    virtual ~pipeline();
    void add_filter(filter &one);
    void run(size_t tokens);

private:
    void *state[8];
};

namespace interface9 {
class global_control {
public:
    explicit global_control(size_t threads) : value(threads) { internal_create(); }
    ~global_control() { internal_destroy(); }
    static size_t active_value(int parameter);

private:
    void internal_create();
    void internal_destroy();
    size_t value;
    void *next = nullptr;
    int parameter = 0; // max_allowed_parallelism
};
} // namespace interface9
} // namespace tbb

using tbb::interface9::global_control;

static global_control *own;

// Lets the process have at most so many threads, as an application does; 0 takes that back.
extern "C" void application_control(int threads) {
    delete own;
    own = threads > 0 ? new global_control(threads) : nullptr;
}

extern "C" int active(void) { return static_cast<int>(global_control::active_value(0)); }

static long work(long part, long spins) {
    unsigned long value = part + 1;
    for (long i = 0; i < spins; i++) value = value * 6364136223846793005UL + 1442695040888963407UL;
    return static_cast<long>(value & 0xffff);
}

namespace {
const unsigned char SERIAL = 0x87;
const unsigned char PARALLEL = 0x96;

class Parts : public tbb::filter {
public:
    explicit Parts(long parts) : filter(SERIAL), parts(parts) {}
    void *operator()(void *) override { return part < parts ? reinterpret_cast<void *>(++part) : nullptr; }

private:
    const long parts;
    long part = 0;
};

class Sum : public tbb::filter {
public:
    explicit Sum(long spins) : filter(PARALLEL), spins(spins) {}
    void *operator()(void *part) override {
        sum += work(reinterpret_cast<long>(part) - 1, spins);
        return nullptr;
    }
    std::atomic<long> sum{0};

private:
    const long spins;
};
} // namespace

// The same number however many threads take part.
extern "C" long parallel_sum(long parts, long spins) {
    Parts all(parts);
    Sum sum(spins);
    tbb::pipeline pipeline;
    pipeline.add_filter(all);
    pipeline.add_filter(sum);
    pipeline.run(parts);
    return sum.sum;
}

extern "C" long sequential_sum(long parts, long spins) {
    long sum = 0;
    for (long part = 0; part < parts; part++) sum += work(part, spins);
    return sum;
}
