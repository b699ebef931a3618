/**
 * A lowered graph as TorchScript: the text of a method, and the archive that PyTorch loads. Plain Java, without the engine.
 * Start with {@link dev.factorizer.backend.djl.script.TorchScript}; each group of primitives has a file of its own.
 */
package dev.factorizer.backend.djl.script;
