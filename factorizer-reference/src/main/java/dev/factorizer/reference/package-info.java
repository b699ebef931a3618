/**
 * Two backends that are slow or blind on purpose. {@link dev.factorizer.reference.ReferenceBackend} computes every
 * primitive in double precision with plain loops: what others are compared with. {@link
 * dev.factorizer.reference.ShapeBackend} computes nothing: whole networks are checked for shapes and memory in no time.
 * Start with {@link dev.factorizer.reference.Interpreter}; one file a family of operations. Nothing here is fast.
 */
package dev.factorizer.reference;
