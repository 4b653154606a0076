@NullMarked
package io.threadpoolctl.cli;

import org.jspecify.annotations.NullMarked;
