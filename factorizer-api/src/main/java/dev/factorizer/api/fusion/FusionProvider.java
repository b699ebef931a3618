package dev.factorizer.api.fusion;

import java.util.List;

/**
 * Rewrites of a module: it {@code provides} this, and {@code ServiceLoader} finds it. They then apply to every graph, whatever
 * backend runs it.
 */
public interface FusionProvider {
    /** {@return the rewrites, with names that no other has} */
    List<FusionPattern> patterns();
}
