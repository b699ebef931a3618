/** How the work on an image is shared among processors, with the same bits for any number of them: {@link dev.factorizer.io.threads.Threads}. */
package dev.factorizer.io.threads;
