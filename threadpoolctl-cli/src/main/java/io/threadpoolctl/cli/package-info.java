/**
 * The command line: shows the native thread pools that classes and libraries bring into a process.
 *
 * <p>Standard output carries the answer and nothing else; whatever is said besides goes to standard error.
 */
@NullMarked
package io.threadpoolctl.cli;

import org.jspecify.annotations.NullMarked;
