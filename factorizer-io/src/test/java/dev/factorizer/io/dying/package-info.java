/** A file system for tests in which a process dies, or the disk fails, at a chosen operation. */
package dev.factorizer.io.dying;
