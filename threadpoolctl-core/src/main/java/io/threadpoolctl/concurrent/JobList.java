package io.threadpoolctl.concurrent;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The waiting jobs in order of arrival; any of them leaves in constant time. The links are in the jobs. */
final class JobList {
    private @Nullable Job first;
    private @Nullable Job last;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return first == null;
    }

    Job first() {
        if (first == null) {
            throw new NoSuchElementException();
        }
        return first;
    }

    void add(Job job) {
        job.before = last;
        if (last == null) {
            first = job;
        } else {
            last.after = job;
        }
        last = job;
        size++;
    }

    void remove(Job job) {
        Job before = job.before;
        Job after = job.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        job.before = null;
        job.after = null;
        size--;
    }
}
