/**
 * The arithmetic: the bodies of all kernels, what one work item does, as static methods in plain Java. They run on the Java
 * virtual machine as they stand, and a compiler for devices can take them: no objects, no exceptions, no static tables, no
 * recursion, and every number they need comes in arrays. Start with {@link dev.factorizer.backend.tornado.kernels.Kernel}.
 */
package dev.factorizer.backend.tornado.kernels;
