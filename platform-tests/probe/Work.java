/** A piece of work for a library's threads. */
@FunctionalInterface
interface Work {

    /** What {@link #run} says if the work does not know. */
    int NOT_KNOWN = 0;

    /**
     * Does it once, and fails if the result is wrong.
     *
     * @return how many threads have taken part, or {@link #NOT_KNOWN}
     */
    int run();
}
