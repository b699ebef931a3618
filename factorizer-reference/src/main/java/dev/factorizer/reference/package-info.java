/**
 * Two backends that are slow or blind on purpose. {@link dev.factorizer.reference.ReferenceBackend} computes every
 * primitive in double precision with plain loops: what others are compared with, and the smallest complete backend, to be
 * copied. {@link dev.factorizer.reference.ShapeBackend} computes nothing: whole networks are checked for shapes and memory in no
 * time. Start with {@link dev.factorizer.reference.ReferenceBackend} and {@code ReferenceExecutable}; {@code Interpreter} has
 * one line per primitive, and a file per family of operations does the work. Nothing here is fast.
 */
package dev.factorizer.reference;
