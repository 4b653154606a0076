/**
 * Who has asked for what, and what is in force. Not for use outside this project.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link io.threadpoolctl.internal.ledger.Ledger}: the picture, the invariants, the locks. Here the door comes in.
 *   <li>Who asks: an {@link io.threadpoolctl.internal.ledger.Owner} is a thread, or something held, with its open {@link
 *       io.threadpoolctl.internal.ledger.Scope scopes} ({@link io.threadpoolctl.internal.ledger.OpenScopes}; in the hands of
 *       users a {@link io.threadpoolctl.internal.ledger.ScopeHandle}); {@link io.threadpoolctl.internal.ledger.Owners} lists
 *       them all. {@link io.threadpoolctl.internal.ledger.StandingLimits} are caps and limits of the process.
 *   <li>For what: a {@link io.threadpoolctl.internal.ledger.Selection} {@linkplain
 *       io.threadpoolctl.internal.ledger.ResolvedLimits resolves} limits to amounts for native values.
 *   <li>Which number is in force, and who restores it: a {@link io.threadpoolctl.internal.ledger.Request} is what one owner
 *       asks of one {@link io.threadpoolctl.internal.ledger.NativeValue}. For a {@link
 *       io.threadpoolctl.internal.ledger.ProcessValue} requests are {@linkplain
 *       io.threadpoolctl.internal.ledger.RequestCounts counted}, in {@linkplain io.threadpoolctl.internal.ledger.Requesters
 *       groups} of one number; {@code ProcessValue.settle} puts the smallest in force and the last one gone restores. A
 *       {@link io.threadpoolctl.internal.ledger.ThreadValue} is set and restored by each {@link
 *       io.threadpoolctl.internal.ledger.ThreadRequest} on its own thread. Where nothing is to be set, the {@link
 *       io.threadpoolctl.internal.ledger.Shortcut} of the owner is all there is to it.
 *   <li>Other copies of this code in the JVM: {@link io.threadpoolctl.internal.ledger.JvmWidePlace} is where they meet;
 *       {@link io.threadpoolctl.internal.ledger.SharedValue} and {@link io.threadpoolctl.internal.ledger.ThreadCells} are
 *       what they know together; {@link io.threadpoolctl.internal.ledger.Copies} ask each other for the rest.
 *   <li>What is there: {@link io.threadpoolctl.internal.ledger.Discovery} looks for libraries, through a {@link
 *       io.threadpoolctl.internal.ledger.LibrarySource}.
 *   <li>What nobody comes back for: the {@link io.threadpoolctl.internal.ledger.Watcher}, {@link
 *       io.threadpoolctl.internal.ledger.ForgottenScopes}.
 *   <li>Virtual threads: {@link io.threadpoolctl.internal.ledger.VirtualThreads}, {@link
 *       io.threadpoolctl.internal.ledger.PinnedCall}, {@link io.threadpoolctl.internal.ledger.Pins}.
 *   <li>What is told: {@link io.threadpoolctl.internal.ledger.Snapshots}, {@link io.threadpoolctl.internal.ledger.Advice},
 *       {@link io.threadpoolctl.internal.ledger.Warnings}.
 * </ol>
 */
@NullMarked
package io.threadpoolctl.internal.ledger;

import org.jspecify.annotations.NullMarked;
