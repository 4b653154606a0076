/**
 * The worker pool: what Python's {@code multiprocessing.pool.ThreadPool} offers, for the JVM, with workers that live
 * under native limits. Outer parallelism (the workers) times inner parallelism (the threads of a native library)
 * then never exceeds the machine.
 *
 * <p>The words:
 *
 * <ul>
 *   <li>a <b>worker</b> is one of the pool's threads, always a platform thread;
 *   <li>a <b>task</b> is one call of the user's code;
 *   <li>a <b>job</b> is what one method call on the pool hands to the workers: a single task ({@code apply}), or many
 *       ({@code map});
 *   <li>a <b>chunk</b> is a run of neighbouring items that one worker takes at once;
 *   <li>a <b>part</b> is the piece of a job that a worker takes from the queue: the task, or one chunk;
 *   <li>a worker is <b>free</b> while it runs no task, and <b>helps</b> when it waits for a job of its own pool and runs
 *       parts of it meanwhile;
 *   <li>to <b>drop</b> a part is to give it up before it ran: its result completes exceptionally;
 *   <li>the <b>look-ahead</b> is how many chunks an {@code imap} runs ahead of its reader.
 * </ul>
 *
 * <p>The class to begin with is {@link io.threadpoolctl.concurrent.ThreadPool}. Behind it, in reading order:
 * {@code JobQueue} (the jobs and the state of the pool under one lock), {@code Worker} (takes a part, runs it),
 * {@code WorkerGroup} (all workers of a pool and their queue), and one class for each kind of job: {@code TaskJob},
 * {@code MapJob}, {@code ImapJob} and {@code RunnableJob}.
 */
@NullMarked
package io.threadpoolctl.concurrent;

import org.jspecify.annotations.NullMarked;
