/** The worked example of {@code docs/own-library.md}: a family for a library of one's own. */
@NullMarked
package io.threadpoolctl.own;

import org.jspecify.annotations.NullMarked;
