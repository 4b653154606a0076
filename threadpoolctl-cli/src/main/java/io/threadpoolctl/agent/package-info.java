/** What the command line leaves in a JVM that it has attached to: one class, and nothing else. */
@NullMarked
package io.threadpoolctl.agent;

import org.jspecify.annotations.NullMarked;
