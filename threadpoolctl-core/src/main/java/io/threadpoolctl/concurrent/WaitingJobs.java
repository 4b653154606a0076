package io.threadpoolctl.concurrent;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The jobs of which parts wait, in order of arrival. For the {@link JobQueue}, under its lock. */
final class WaitingJobs {
    private final Set<Job> jobs = new LinkedHashSet<>(); // any of them leaves in constant time
    private int parts;

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    Job first() {
        return jobs.iterator().next();
    }

    int size() {
        return jobs.size();
    }

    int parts() {
        return parts;
    }

    void forEach(Consumer<Job> action) {
        jobs.forEach(action);
    }

    void add(Job job, int waitingParts) {
        jobs.add(job);
        job.waitingParts = waitingParts;
        parts += waitingParts;
    }

    void takePart(Job job) {
        parts--;
        if (--job.waitingParts == 0) {
            jobs.remove(job);
        }
    }

    /** Returns how many parts of it were waiting. */
    int remove(Job job) {
        int removed = job.waitingParts;
        if (removed > 0) {
            job.waitingParts = 0;
            parts -= removed;
            jobs.remove(job);
        }
        return removed;
    }

    void clear() {
        jobs.forEach(job -> job.waitingParts = 0);
        jobs.clear();
        parts = 0;
    }

    /** How many jobs still wait when free workers have taken a part each. */
    int sizeWithout(int freeWorkers) {
        int left = freeWorkers;
        int taken = 0;
        for (Job job : jobs) {
            left -= job.waitingParts;
            if (left < 0) {
                break;
            }
            taken++;
        }
        return jobs.size() - taken;
    }
}
