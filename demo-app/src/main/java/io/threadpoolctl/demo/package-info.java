/**
 * A real service on a real BLAS: it compresses pictures by keeping the largest singular values of each plane.
 *
 * <p>A <em>picture</em> is a stack of <em>planes</em> (grey, or red, green and blue, and alpha where there is one), a
 * plane is a matrix of numbers from 0 to 255, and its <em>rank</em> is how many singular values are kept of it.
 */
@NullMarked
package io.threadpoolctl.demo;

import org.jspecify.annotations.NullMarked;
