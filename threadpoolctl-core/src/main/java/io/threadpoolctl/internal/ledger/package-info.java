/** Who has asked for what, and what is in force. Not for use outside this project. */
@NullMarked
package io.threadpoolctl.internal.ledger;

import org.jspecify.annotations.NullMarked;
