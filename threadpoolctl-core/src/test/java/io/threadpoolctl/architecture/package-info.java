/**
 * The rules about which room may know which, and beside each a fixture that breaks it: small packages under {@code
 * io.threadpoolctl.architecture.fixture} that are built like the core, each with one mistake.
 */
@NullMarked
package io.threadpoolctl.architecture;

import org.jspecify.annotations.NullMarked;
