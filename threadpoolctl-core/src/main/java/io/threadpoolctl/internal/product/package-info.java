/**
 * The products we know: how each is recognised, and how its thread count is read, set and put back. Not for use outside this
 * project.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>How a library is recognised: {@link io.threadpoolctl.internal.product.Catalogue} asks every {@linkplain
 *       io.threadpoolctl.spi.LibraryFamily family} about it; the one that knows it gives a {@linkplain
 *       io.threadpoolctl.spi.ThreadControl control}, its hold on that library. The two together are a {@link
 *       io.threadpoolctl.internal.product.PooledLibrary}.
 *   <li>One small class a product, named after it, with its symbols, its quirks and where they are documented; what several
 *       products have in common stands beside them.
 * </ol>
 */
@NullMarked
package io.threadpoolctl.internal.product;

import org.jspecify.annotations.NullMarked;
