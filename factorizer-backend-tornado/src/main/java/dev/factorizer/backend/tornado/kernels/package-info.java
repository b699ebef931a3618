/**
 * The arithmetic: what one work item of each kernel does, as static methods in plain Java. They run on the Java virtual machine as
 * they stand, and a compiler for devices can take them: no objects, no exceptions, no static tables, no recursion, and every number
 * they need comes in arrays. The list is {@link dev.factorizer.backend.tornado.kernels.Kernel}; the packages below have the methods,
 * by subject.
 */
package dev.factorizer.backend.tornado.kernels;
