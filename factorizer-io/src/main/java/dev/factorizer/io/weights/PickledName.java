package dev.factorizer.io.weights;

/** A name that a pickle mentions: one that is understood, or a foreign one, of which anything that is made is inert. */
sealed interface PickledName {
    /** Module and name. */
    String full();

    /** A class of dicts. */
    record Dict(String full) implements PickledName { }

    /** {@code torch.Size}, a tuple. */
    record Size(String full) implements PickledName { }

    /** What rebuilds a tensor. */
    record Rebuild(String full, TensorRebuilding.Form form) implements PickledName { }

    /** A storage class. */
    record StorageClass(String full, StorageType type) implements PickledName { }

    /** {@code getattr}, which names nested classes. */
    record Attribute(String full) implements PickledName { }

    /** Anything else that is not refused. */
    record Foreign(String module, String name) implements PickledName {
        @Override
        public String full() {
            return module + "." + name;
        }
    }
}
