package dev.factorizer.api.fusion;

import java.util.List;

/**
 * The rewrites of a module: it {@code provides} this, and {@code ServiceLoader} finds it. They apply to every graph, on every
 * backend.
 */
public interface FusionProvider {
    /** {@return the rewrites, with unique names} */
    List<FusionPattern> patterns();
}
