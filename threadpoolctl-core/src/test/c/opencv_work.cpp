// Work for the threads of OpenCV, as opencv2/core/utility.hpp declares it: its headers are a large package.
#include <atomic>

namespace cv {
class Range {
public:
    int start, end;
};

class ParallelLoopBody {
public:
    virtual ~ParallelLoopBody();
    virtual void operator()(const Range &range) const = 0;
};

void parallel_for_(const Range &range, const ParallelLoopBody &body, double stripes);
void setNumThreads(int threads);
int getNumThreads();
} // namespace cv

static long work(long part, long spins) {
    unsigned long value = part + 1;
    for (long i = 0; i < spins; i++) value = value * 6364136223846793005UL + 1442695040888963407UL;
    return static_cast<long>(value & 0xffff);
}

namespace {
class Sum : public cv::ParallelLoopBody {
public:
    explicit Sum(long spins) : spins(spins) {}
    void operator()(const cv::Range &range) const override {
        long part_sum = 0;
        for (int part = range.start; part < range.end; part++) part_sum += work(part, spins);
        sum += part_sum;
    }
    mutable std::atomic<long> sum{0};
    const long spins;
};
} // namespace

// The same number however many threads take part.
extern "C" long parallel_sum(long parts, long spins) {
    Sum sum(spins);
    cv::parallel_for_(cv::Range{0, static_cast<int>(parts)}, sum, static_cast<double>(parts));
    return sum.sum;
}

extern "C" long sequential_sum(long parts, long spins) {
    long sum = 0;
    for (long part = 0; part < parts; part++) sum += work(part, spins);
    return sum;
}

extern "C" void application_control(int threads) { cv::setNumThreads(threads); }

extern "C" int active(void) { return cv::getNumThreads(); }
